begin;
select plan(8);

create function pg_temp.month(ahead integer)
returns timestamptz
language sql
as $$
    select (date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month') at time zone 'UTC'
$$;
create function pg_temp.named(ahead integer)
returns text
language sql
as $$
    select to_char(pg_temp.month(ahead) at time zone 'UTC', '"shop.analytics_events_"YYYY_MM')
$$;

-- Where the first partition ends, whenever the migrations ran, is the first month that has its own.
create temporary table began as
    select substring(pg_get_constraintdef(oid) from '''([^'']+)''')::timestamptz as at
    from pg_constraint where conname = 'analytics_events_are_of_before' and conrelid = 'shop.analytics_events_before'::regclass;

do $$
declare
    partition regclass;
begin
    for partition in
        select inhrelid from pg_inherits
        where inhparent = 'shop.analytics_events'::regclass and inhrelid::regclass::text ~ '_\d{4}_\d\d$'
    loop
        execute format('drop table %s', partition);
    end loop;
end
$$;

select is_empty(
    'select shop.create_event_partitions(0) intersect select pg_temp.named(1)',
    'nothing ahead is nothing ahead'
);

insert into shop.analytics_events (event_type, created_at) values
    ('page_view', pg_temp.month(4)), ('page_view', pg_temp.month(6) + interval '10 days'),
    ('page_view', pg_temp.month(9) - interval '1 microsecond');

select set_eq(
    'select * from shop.create_event_partitions(9)',
    $$
        select pg_temp.named(n) from began, generate_series(0, 9) as n
        where pg_temp.month(n) >= at and n not in (4, 6, 8) and to_regclass(pg_temp.named(n)) is not null
          and (n > 0 or at > now())
    $$,
    'every month gets one, the first that it may as well, but those that have events already'
);

select ok(
    (select to_regclass(to_char(at at time zone 'UTC', '"shop.analytics_events_"YYYY_MM')) is not null from began),
    'the month at which the first partition ends has its own'
);

select set_eq(
    'select pg_temp.named(n) from began, generate_series(1, 9) as n
      where pg_temp.month(n) >= at and to_regclass(pg_temp.named(n)) is null',
    $$values (pg_temp.named(4)), (pg_temp.named(6)), (pg_temp.named(8))$$,
    'an event at the first instant of a month counts for it, one at the last too'
);

select is(
    obj_description(to_regclass(pg_temp.named(2)), 'pg_class'),
    'Events of ' || to_char(pg_temp.month(2) at time zone 'UTC', 'YYYY-MM') || '.',
    'it says what it is for'
);

delete from shop.analytics_events;

select is(
    (select count(*) from shop.create_event_partitions(99)), 18::bigint,
    'two years ahead at most'
);

select is_empty(
    'select shop.create_event_partitions(-1)',
    'and none behind'
);

-- As in a database whose first partition ended long ago.
do $$
declare
    partition regclass;
begin
    for partition in select inhrelid from pg_inherits where inhparent = 'shop.analytics_events'::regclass loop
        if partition <> 'shop.analytics_events_default'::regclass then
            execute format('drop table %s', partition);
        end if;
    end loop;
end
$$;

select set_eq(
    'select shop.create_event_partitions(0)', 'select pg_temp.named(0)', 'this month has one, if nothing is wanted ahead, too'
);

select * from finish();
rollback;
