begin;
select plan(25);

select test.nexus_world();
insert into nexus.payment_orders (payment_id, student_id, pack_id, credits) values ('payment', 'pupil', 7001, 10);
insert into nexus.provider_secrets (provider, secret) values ('konnect', 'sixteen bytes it is');
insert into nexus.provider_events (provider, event_id, external_id, word, payload, signature_valid, outcome)
    values ('konnect', 'e', 'r', 'completed', 'x', true, 'waiting'), ('konnect', null, null, null, 'x', false, 'refused');

-- References.
select throws_ok(
    format('update nexus.payment_orders set %I = %s', referring, value),
    '23503',
    format('insert or update on table "payment_orders" violates foreign key constraint "payment_orders_%s_fkey"', referring),
    format('payment_orders.%s names what is there', referring)
)
from (values
    ('payment_id', '''nowhere'''), ('student_id', '''nowhere'''), ('pack_id', '-1'), ('credit_entry_id', '''nowhere''')
) as listed (referring, value);
select throws_ok(
    $$update nexus.payment_orders set pack_id = null, credits = null, subscription_id = 'nowhere'$$,
    '23503',
    'insert or update on table "payment_orders" violates foreign key constraint "payment_orders_subscription_id_fkey"',
    'payment_orders.subscription_id names what is there'
);
select is_empty(
    $$select conname from pg_constraint where conrelid = 'nexus.payment_orders'::regclass and contype = 'f'
      and conname !~ '^payment_orders_(payment_id|student_id|pack_id|credit_entry_id|subscription_id)_fkey$'$$,
    'these are all of them'
);
-- What belongs together.
select throws_ok(
    format('update nexus.payment_orders set %s', change),
    '23514', format('new row for relation "payment_orders" violates check constraint "payment_orders_%s"', rule), fact
)
from (values
    ('subscription_id = ''subscription''', 'buy_one_thing', 'a payment buys one thing'),
    ('credits = null', 'pack_brings_credits', 'a pack brings credits'),
    ('credits = 0', 'credits_is_positive', 'more than none'),
    ('fulfilled_at = now()', 'fulfilled_says_by_whom', 'and says who confirmed it')
) as broken (change, rule, fact);
select throws_ok(
    format('update nexus.provider_events set %s where event_id = ''e''', change),
    '23514', format('new row for relation "provider_events" violates check constraint "provider_events_%s"', rule), fact
)
from (values
    ('payload = decode(repeat(''00'', 65537), ''hex'')', 'payload_is_at_most_64_kb', 'an event has 64 KB at most'),
    ('deliveries = 0', 'deliveries_is_positive', 'it was delivered'),
    ('outcome = ''lost''', 'outcome_is_known', 'it has an outcome'),
    ('signature_valid = false', 'forgery_is_refused', 'a forgery is refused'),
    ('external_id = null', 'readable_names_its_payment', 'and it names its payment')
) as broken (change, rule, fact);
select throws_ok(
    $$insert into nexus.provider_secrets (provider, secret) values ('konnect', 'fifteen bytes..')$$,
    '23514', 'new row for relation "provider_secrets" violates check constraint "provider_secrets_secret_is_long"',
    'a secret is not short'
);
select throws_ok(
    $$insert into nexus.provider_secrets (provider, secret) values ('shells', 'sixteen bytes it is')$$,
    '23514', 'new row for relation "provider_secrets" violates check constraint "provider_secrets_provider_is_known"',
    'and that of a provider there is'
);
select throws_ok(
    $$insert into nexus.provider_words values ('konnect', 'shiny', 'good')$$,
    '23514', 'new row for relation "provider_words" violates check constraint "provider_words_meaning_is_known"',
    'a word means something there is'
);

-- What stands once.
select throws_ok(
    $$insert into nexus.payment_orders select * from nexus.payment_orders$$,
    '23505', 'duplicate key value violates unique constraint "payment_orders_pkey"', 'a payment buys once'
);
select throws_ok(
    $$insert into nexus.provider_secrets overriding system value select * from nexus.provider_secrets$$,
    '23505', 'duplicate key value violates unique constraint "provider_secrets_pkey"', 'secrets are told apart'
);
select throws_ok(
    $$insert into nexus.provider_events (id, provider, payload, signature_valid, outcome)
      overriding system value select id, provider, 'y', false, 'refused' from nexus.provider_events$$,
    '23505', 'duplicate key value violates unique constraint "provider_events_pkey"', 'and events'
);
select throws_ok(
    $$insert into nexus.provider_events (provider, event_id, external_id, word, payload, signature_valid, outcome)
      values ('konnect', 'e', 'r 2', 'failed', 'y', true, 'waiting')$$,
    '23505', 'duplicate key value violates unique constraint "provider_events_event_id_key"',
    'a genuine event is there once'
);
select throws_ok(
    $$insert into nexus.provider_events (provider, payload, signature_valid, outcome) values ('konnect', 'x', false, 'refused')$$,
    '23505', 'duplicate key value violates unique constraint "provider_events_payload_hash_key"',
    'a forgery is kept once'
);
select lives_ok(
    $$insert into nexus.provider_events (provider, event_id, external_id, word, payload, signature_valid, outcome)
      values ('wise', 'e', 'r', 'failed', 'x', true, 'waiting')$$,
    'another provider has ids of its own'
);

-- Who sees what.
set local role nexus_app;
select throws_ok(
    'select secret from nexus.provider_secrets', '42501', 'permission denied for table provider_secrets',
    'the server reads no secret'
);

select * from finish();
rollback;
