-- depends: shop-0061-partition-events-by-month
--
-- Events are tracked, counted by day, and taken away when their time is over. The counts stay: they say nothing of anybody.
--
-- A day is counted anew as often as somebody asks, and the count replaces the former one: an event that came late is in the
-- next. The application counts yesterday once, as scheduled work, between platform.run_once() and platform.finish_run().
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the counts.

set local role shop_owner;

create table shop.analytics_daily (
    day date not null,
    event_type varchar(100) not null,
    events bigint not null,
    people bigint not null,
    counted_at timestamptz not null default clock_timestamp(),
    constraint analytics_daily_pkey primary key (day, event_type),
    constraint analytics_daily_people_did_something check (people between 0 and events),
    constraint analytics_daily_events_are_positive check (events > 0)
);

comment on table shop.analytics_daily is
    'How often something happened on a day, and to how many accounts.';
comment on column shop.analytics_daily.day is
    'In UTC.';
comment on column shop.analytics_daily.event_type is
    'As in analytics_events.';
comment on column shop.analytics_daily.events is
    'How many events.';
comment on column shop.analytics_daily.people is
    'How many different accounts did it; visitors are not told apart.';
comment on column shop.analytics_daily.counted_at is
    'When it was counted last.';

create function shop.track(event_type text, payload jsonb default '{}') returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into shop.analytics_events (event_type, user_id, payload)
    values (track.event_type, shop.require_actor(), track.payload);
end
$$;

comment on function shop.track(text, jsonb) is
    'The actor did something. Raises SH001.';

create function shop.roll_up_events(of_day date) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    begins constant timestamptz := of_day::timestamp at time zone 'UTC';
    ends constant timestamptz := (of_day + 1)::timestamp at time zone 'UTC';
    counted integer;
begin
    with counts as (
        select e.event_type, count(*) as events, count(distinct e.user_id) as people
        from shop.analytics_events as e
        where e.created_at >= begins and e.created_at < ends
        group by e.event_type
    )
    insert into shop.analytics_daily as d (day, event_type, events, people)
    select of_day, c.event_type, c.events, c.people from counts as c order by c.event_type
    on conflict (day, event_type)
        do update set events = excluded.events, people = excluded.people, counted_at = excluded.counted_at;
    get diagnostics counted = row_count;
    return counted;
end
$$;

comment on function shop.roll_up_events(date) is
    'Counts the events of a day (UTC), anew if it was counted before, and says how many kinds there were.';

create function shop.drop_event_partitions(keep interval default '25 months') returns setof text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    name text;
    month timestamp;
begin
    if keep is null or keep < interval '1 month' then
        raise exception 'events kept for %: it is a month at least', coalesce(keep::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'The declared retention is in privacy.tables.';
    end if;
    for name in
        select c.relname
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhparent = 'shop.analytics_events'::regclass and c.relname ~ '^analytics_events_\d{4}_\d\d$'
        order by c.relname
    loop
        month := to_date(right(name, 7), 'YYYY_MM');
        -- Not before its last event is old enough.
        continue when (month + interval '1 month') at time zone 'UTC' > now() - keep;
        execute format('drop table shop.%I', name);
        return next 'shop.' || name;
    end loop;
end
$$;

comment on function shop.drop_event_partitions(interval) is
    'Drops the partitions whose events are all older than that, and returns their names. What is under legal hold is purged '
    'row by row instead: privacy.purge().';

grant execute on function shop.track(text, jsonb) to shop_app, shop_user;

grant execute on function shop.roll_up_events(date), shop.drop_event_partitions(interval) to shop_app;

select privacy.describe_table('shop.analytics_daily');

select privacy.describe_column('shop.analytics_daily', name, 'none')
from unnest(array['day', 'event_type', 'events', 'people', 'counted_at']) as name;

-- pgassay: allow default-partition because it was made by the migration before this one, and is empty
-- pgassay: allow work-under-lock because the default partition that is looked at is empty
select shop.create_event_partitions();
