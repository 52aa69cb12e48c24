-- depends: shop-0060-validate-bound-of-events
--
-- Events by month: what is too old goes with its partition, in an instant, instead of row by row. The table that there was
-- becomes the first partition, analytics_events_before, with its indexes, constraints and rows; nothing is copied and
-- nothing read, for its check says what it holds. Months after it get partitions of their own, by
-- shop.create_event_partitions(); what belongs to none goes into the default one, and stays there.
--
-- The id alone is no longer unique by constraint: a key across partitions contains the time. Ids are random.
--
-- Access exclusive on analytics_events and share row exclusive on users for an instant. Rewrites nothing, loses nothing. The
-- rollback moves the events back into one table, in one transaction: it reads what came since. It refuses while there are
-- events that the former table may not hold.

set local role shop_owner;

-- pgassay: allow rename because a table of the former name takes its place in the same transaction
alter table shop.analytics_events rename to analytics_events_before;

-- pgassay: allow wide-lock-window because the one table becomes a part of the other: neither step makes sense alone
alter table shop.analytics_events_before drop constraint analytics_events_pkey;

alter index shop.analytics_events_id_created_at_key rename to analytics_events_before_pkey;

alter table shop.analytics_events_before
    add constraint analytics_events_before_pkey primary key using index analytics_events_before_pkey;

alter index shop.idx_analytics_events_type_created_at rename to analytics_events_before_event_type_created_at_idx;

alter index shop.idx_analytics_events_user_created_at rename to analytics_events_before_user_id_created_at_idx;

alter index shop.idx_analytics_events_payload_gin rename to analytics_events_before_payload_idx;

comment on table shop.analytics_events_before is
    'Events from before there were partitions, and until the first of them begins.';

create table shop.analytics_events (
    id uuid not null default gen_random_uuid(),
    event_type varchar(100) not null,
    user_id uuid,
    payload jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint analytics_events_pkey primary key (id, created_at),
    constraint analytics_events_event_type_is_not_blank check (event_type ~ '\S'),
    constraint analytics_events_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
    constraint analytics_events_user_id_fkey foreign key (user_id)
        references shop.users (id) on delete set null on update restrict
) partition by range (created_at);

create index idx_analytics_events_type_created_at on shop.analytics_events (event_type, created_at desc);

create index idx_analytics_events_user_created_at
    on shop.analytics_events (user_id, created_at desc) where user_id is not null;

create index idx_analytics_events_payload_gin on shop.analytics_events using gin (payload);

comment on table shop.analytics_events is
    'What happened in the shop, one row an event, written once; a partition a month.';
comment on column shop.analytics_events.event_type is
    'What happened, as the application names it: page_view, cart_add, order_placed.';
comment on column shop.analytics_events.user_id is
    'Who did it; NULL for a visitor and for a user deleted since.';
comment on column shop.analytics_events.payload is
    'The particulars, a JSON object; searched by containment.';

do $$
declare
    bound timestamptz;
begin
    select substring(pg_get_constraintdef(oid) from '''([^'']+)''')::timestamptz into bound
    from pg_constraint
    where conrelid = 'shop.analytics_events_before'::regclass and conname = 'analytics_events_are_of_before';
    execute format(
        'alter table shop.analytics_events attach partition shop.analytics_events_before for values from (minvalue) to (%L)',
        bound
    );
end
$$;

create table shop.analytics_events_default partition of shop.analytics_events default;

comment on table shop.analytics_events_default is
    'Events of months for which no partition was made in time.';

create function shop.create_event_partitions(months_ahead integer default 3) returns setof text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    month timestamp;
    lower_bound timestamptz;
    upper_bound timestamptz;
    name text;
begin
    perform pg_advisory_xact_lock(hashtextextended('shop.create_event_partitions', 0));
    for month in
        select date_trunc('month', clock_timestamp() at time zone 'UTC') + n * interval '1 month'
        from generate_series(0, least(greatest(months_ahead, 0), 24)) as n
    loop
        name := to_char(month, '"analytics_events_"YYYY_MM');
        lower_bound := month at time zone 'UTC';
        upper_bound := (month + interval '1 month') at time zone 'UTC';
        continue when to_regclass('shop.' || name) is not null
            -- The first partition reaches further, or the default one holds some already.
            or exists (
                select from pg_catalog.pg_constraint as c
                where c.conrelid = to_regclass('shop.analytics_events_before')
                  and c.conname = 'analytics_events_are_of_before'
                  and substring(pg_get_constraintdef(c.oid) from '''([^'']+)''')::timestamptz > lower_bound
            )
            or exists (
                select from shop.analytics_events_default as d where d.created_at >= lower_bound and d.created_at < upper_bound
            );
        execute format(
            'create table shop.%I partition of shop.analytics_events for values from (%L) to (%L)',
            name, lower_bound, upper_bound
        );
        execute format('comment on table shop.%I is %L', name, 'Events of ' || to_char(month, 'YYYY-MM') || '.');
        return next 'shop.' || name;
    end loop;
end
$$;

comment on function shop.create_event_partitions(integer) is
    'Makes the partitions of events for this month and so many after it, those that are missing, and returns their names. A '
    'month of which the default partition already holds events stays there.';

grant execute on function shop.create_event_partitions(integer) to shop_app;
