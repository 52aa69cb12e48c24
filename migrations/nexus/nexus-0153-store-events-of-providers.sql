-- depends: nexus-0152-say-what-payments-buy
--
-- What a provider of payments tells, kept as it came: the bytes, the signature and whether it was right, and what became of it.
--
-- A genuine event is there once, whatever it is worth and however often it is delivered: the key is the provider's own id of
-- the event. A forgery must not take that key from the genuine one, so the key is of genuine events alone; forgeries and what
-- cannot be read are kept once for each content, and counted.
--
-- The signature is HMAC-SHA256 of the bytes under a secret shared with the provider. Several may be valid at a time, so that
-- one can be replaced. Nobody but the owner reads them; a dump holds them: pg_dump --exclude-table-data=nexus.provider_secrets.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the events and the secrets.

set local role nexus_owner;

create table nexus.provider_secrets (
    id integer not null generated always as identity,
    provider text not null,
    secret bytea not null,
    created_at timestamptz(3) not null default now(),
    retired_at timestamptz(3),
    constraint provider_secrets_pkey primary key (id),
    constraint provider_secrets_provider_is_known check (provider in ('konnect', 'wise')),
    constraint provider_secrets_secret_is_long check (octet_length(secret) >= 16)
);

comment on table nexus.provider_secrets is
    'Secrets with which providers sign their events. Readable by its owner only.';
comment on column nexus.provider_secrets.provider is
    'Whose.';
comment on column nexus.provider_secrets.secret is
    '16 bytes or more.';
comment on column nexus.provider_secrets.created_at is
    'Since when it is accepted.';
comment on column nexus.provider_secrets.retired_at is
    'Since when it is not any more; NULL while it is.';

create table nexus.provider_words (
    provider text not null,
    word text not null,
    meaning text not null,
    constraint provider_words_pkey primary key (provider, word),
    constraint provider_words_meaning_is_known check (meaning in ('pending', 'paid', 'failed', 'cancelled'))
);

comment on table nexus.provider_words is
    'What the words of a provider mean for a payment.';
comment on column nexus.provider_words.provider is
    'Whose word.';
comment on column nexus.provider_words.word is
    'As it stands in the event, in lower case.';
comment on column nexus.provider_words.meaning is
    'pending, paid, failed or cancelled.';

insert into nexus.provider_words (provider, word, meaning) values
    ('konnect', 'pending', 'pending'),
    ('konnect', 'completed', 'paid'),
    ('konnect', 'failed', 'failed'),
    ('konnect', 'canceled', 'cancelled'),
    ('konnect', 'expired', 'cancelled'),
    ('wise', 'incoming_payment_waiting', 'pending'),
    ('wise', 'funds_converted', 'paid'),
    ('wise', 'bounced_back', 'failed'),
    ('wise', 'cancelled', 'cancelled');

grant select on nexus.provider_words to nexus_app, nexus_readonly;

create table nexus.provider_events (
    id bigint not null generated always as identity,
    provider text not null,
    event_id text,
    external_id text,
    word text,
    amount numeric(12, 3),
    currency text,
    payload bytea not null,
    payload_hash bytea not null generated always as (sha256(payload)) stored,
    signature text,
    signature_valid boolean not null,
    outcome text not null,
    detail text,
    deliveries integer not null default 1,
    received_at timestamptz(3) not null default clock_timestamp(),
    last_received_at timestamptz(3) not null default clock_timestamp(),
    settled_at timestamptz(3),
    constraint provider_events_pkey primary key (id),
    constraint provider_events_payload_is_at_most_64_kb check (octet_length(payload) <= 65536),
    constraint provider_events_deliveries_is_positive check (deliveries > 0),
    constraint provider_events_outcome_is_known check (
        outcome in ('waiting', 'applied', 'ignored', 'contradicted', 'mismatched', 'refused', 'unreadable')
    ),
    constraint provider_events_forgery_is_refused check (signature_valid or outcome = 'refused'),
    constraint provider_events_readable_names_its_payment check (
        outcome in ('refused', 'unreadable') or (event_id is not null and external_id is not null and word is not null)
    )
);

create unique index provider_events_event_id_key on nexus.provider_events (provider, event_id)
    where signature_valid and event_id is not null;

create unique index provider_events_payload_hash_key on nexus.provider_events (provider, payload_hash)
    where outcome in ('refused', 'unreadable');

-- What a new payment looks for: events that came before it.
create index provider_events_waiting_idx on nexus.provider_events (provider, external_id) where outcome = 'waiting';

comment on table nexus.provider_events is
    'What providers of payments told, as it came, and what became of it. Written through functions only.';
comment on column nexus.provider_events.provider is
    'Who says it is.';
comment on column nexus.provider_events.event_id is
    'The provider''s id of the event; unique among genuine ones.';
comment on column nexus.provider_events.external_id is
    'The provider''s reference of the payment.';
comment on column nexus.provider_events.word is
    'What happened, in the provider''s word; see provider_words.';
comment on column nexus.provider_events.amount is
    'How much, as the event says.';
comment on column nexus.provider_events.currency is
    'In which currency, as the event says.';
comment on column nexus.provider_events.payload is
    'The bytes that were delivered.';
comment on column nexus.provider_events.payload_hash is
    'Their SHA-256.';
comment on column nexus.provider_events.signature is
    'The signature that was delivered.';
comment on column nexus.provider_events.signature_valid is
    'Whether it is that of the bytes under a secret of the provider.';
comment on column nexus.provider_events.outcome is
    'waiting: there is no such payment yet; applied; ignored: it changed nothing any more; contradicted or mismatched: somebody '
    'must look at it; refused: forged; unreadable.';
comment on column nexus.provider_events.detail is
    'Why, in words.';
comment on column nexus.provider_events.deliveries is
    'How often it was delivered.';
comment on column nexus.provider_events.received_at is
    'When it came first.';
comment on column nexus.provider_events.last_received_at is
    'When it came last.';
comment on column nexus.provider_events.settled_at is
    'When its outcome was decided; NULL while it waits.';

grant select on nexus.provider_events to nexus_app, nexus_readonly;

select privacy.describe_table('nexus.provider_events', '10 years', 'received_at');
select privacy.describe_column('nexus.provider_events', name, 'none')
from unnest('{id,provider,word,payload_hash,signature,signature_valid,outcome,deliveries,last_received_at,settled_at}'::text[])
    as name;
select privacy.describe_column('nexus.provider_events', name, category, 'to keep accounts', 'legal obligation', 'keep')
from (values
    ('event_id', 'identifier'), ('external_id', 'identifier'), ('amount', 'financial'), ('currency', 'financial'),
    ('payload', 'financial'), ('detail', 'financial'), ('received_at', 'financial')
) as personal (name, category);
