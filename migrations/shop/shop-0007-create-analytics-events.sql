-- depends: shop-0006-create-leads
--
-- What people did in the shop, for counting. An event outlives the person: when a user is deleted, the event
-- stays and no longer says whose it was. The payload is an object, so that every reader may ask it for a key.
--
-- The foreign key locks users (share row exclusive, no writes) for the instant of the creation; rewrites
-- nothing, loses nothing. The rollback locks users access exclusive for as long, and loses the events.

create table shop.analytics_events (
    id uuid not null default gen_random_uuid(),
    event_type varchar(100) not null,
    user_id uuid,
    payload jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint analytics_events_pkey primary key (id),
    constraint analytics_events_event_type_is_not_blank check (event_type ~ '\S'),
    constraint analytics_events_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
    constraint analytics_events_user_id_fkey foreign key (user_id)
        references shop.users (id) on delete set null on update restrict
);

comment on table shop.analytics_events is
    'What happened in the shop, one row an event, written once.';
comment on column shop.analytics_events.event_type is
    'What happened, as the application names it: page_view, cart_add, order_placed.';
comment on column shop.analytics_events.user_id is
    'Who did it; NULL for a visitor and for a user deleted since.';
comment on column shop.analytics_events.payload is
    'The particulars, a JSON object; searched by containment.';
