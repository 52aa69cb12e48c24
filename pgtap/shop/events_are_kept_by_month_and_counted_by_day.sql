begin;
select plan(15);

create temporary table given as select test.shop_user() as ada, test.shop_user('grace@example.com') as grace;

select results_eq(
    $$
        select bounds[1] = lag(bounds[2]) over (order by bounds[2]) as without_a_gap
        from (
            select regexp_match(pg_get_expr(c.relpartbound, c.oid), $r$FROM \(('[^']+'|MINVALUE)\) TO \(('[^']+')\)$r$) as bounds
            from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
            where i.inhparent = 'shop.analytics_events'::regclass
        ) as partition
        where bounds is not null
        order by bounds[2]
    $$,
    array[null, true, true],
    'behind the first there is one for each of the two months that follow it'
);

select set_eq(
    $$
        select to_char(m, '"shop.analytics_events_"YYYY_MM')
        from generate_series(date_trunc('month', now() at time zone 'UTC') + interval '4 months',
                             date_trunc('month', now() at time zone 'UTC') + interval '14 months', interval '1 month') as m
    $$,
    'select * from shop.create_event_partitions(14) as made
     where made > to_char(now() at time zone ''UTC'' + interval ''3 months'', ''"shop.analytics_events_"YYYY_MM'')',
    'partitions are made for the months to come'
);

select is_empty(
    'select shop.create_event_partitions(14)',
    'once'
);

insert into shop.analytics_events (event_type, created_at)
    select 'page_view', date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + interval '14 months 10 days'
    union all select 'page_view', '2020-01-01' union all select 'page_view', '2090-01-01';

select set_eq(
    'select tableoid::regclass::text as partition from shop.analytics_events',
    $$
        values ('shop.analytics_events_before'), ('shop.analytics_events_default'),
               (to_char(now() at time zone 'UTC' + interval '14 months', '"shop.analytics_events_"YYYY_MM'))
    $$,
    'an event lies in its month, with what was before, or by default'
);

select is_empty(
    $$select shop.create_event_partitions() from generate_series(1, 2)$$,
    'what lies by default stays there'
);

delete from shop.analytics_events;
insert into shop.analytics_events (event_type, user_id, created_at)
    select 'page_view', ada, '2025-06-01 00:00+00'::timestamptz from given
    union all select 'page_view', ada, '2025-06-01 23:59:59.999+00' from given
    union all select 'page_view', grace, '2025-06-01 12:00+00' from given
    union all select 'page_view', null, '2025-06-01 13:00+00'
    union all select 'cart_add', grace, '2025-06-01 12:00+00' from given
    union all select 'page_view', ada, '2025-06-02 00:00+00' from given
    union all select 'page_view', ada, '2025-06-03 12:00+00' from given;

select is(
    shop.roll_up_events('2025-06-01'), 2,
    'a day is counted'
);

select set_eq(
    'select day, event_type::text, events, people from shop.analytics_daily',
    $$values ('2025-06-01'::date, 'page_view', 4::bigint, 2::bigint), ('2025-06-01', 'cart_add', 1, 1)$$,
    'by kind, with how many accounts did it; the day is that of UTC'
);

insert into shop.analytics_events (event_type, created_at) values ('cart_add', '2025-06-01 12:00+00');
select shop.roll_up_events('2025-06-01');

select set_eq(
    'select event_type::text, events, people from shop.analytics_daily',
    $$values ('page_view', 4::bigint, 2::bigint), ('cart_add', 2, 1)$$,
    'what came late is in the next count, and nothing twice'
);

select test.act(ada) from given;
select shop.track('order_placed', '{"total": 10}');

select isnt_empty(
    $$select * from shop.analytics_events join given on user_id = ada where payload @> '{"total": 10}'$$,
    'what the actor did is tracked'
);

-- A month that is over, as it is found years later: the first partition ends before it.
delete from shop.analytics_events;
alter table shop.analytics_events detach partition shop.analytics_events_before;
create table shop.analytics_events_2019_02 partition of shop.analytics_events
    for values from ('2019-02-01 00:00+00') to ('2019-03-01 00:00+00');
create table shop.analytics_events_2019_03 partition of shop.analytics_events
    for values from ('2019-03-01 00:00+00') to ('2019-04-01 00:00+00');

select results_eq(
    $$select shop.drop_event_partitions(now() - timestamptz '2019-03-15 00:00+00')$$,
    array['shop.analytics_events_2019_02'],
    'a month goes when its last event is old enough'
);

-- Others with such a name are nobody's month.
create table shop.analytics_events_2018_01_and_before partition of shop.analytics_events
    for values from ('2018-01-01 00:00+00') to ('2018-02-01 00:00+00');
create table shop.old_analytics_events_2018_02 partition of shop.analytics_events
    for values from ('2018-02-01 00:00+00') to ('2018-03-01 00:00+00');

select results_eq(
    $$select shop.drop_event_partitions(now() - timestamptz '2019-04-01 00:00+00')$$,
    array['shop.analytics_events_2019_03'],
    'at the very end of its time'
);

select ok(
    to_regclass('shop.analytics_events_2019_02') is null and to_regclass('shop.analytics_events_2019_03') is null
    and to_regclass('shop.analytics_events_2018_01_and_before') is not null
    and to_regclass('shop.old_analytics_events_2018_02') is not null,
    'what went is gone, and nothing else'
);

select lives_ok(
    $$select shop.drop_event_partitions('1 month')$$,
    'events are kept for a month'
);

select throws_ok(
    $$select shop.drop_event_partitions('1 day')$$,
    'SHS02', 'events kept for 1 day: it is a month at least',
    'not this month'
);

select is(
    (select retention from privacy.tables where table_schema = 'shop' and table_name = 'analytics_events'), '25 months',
    'how long they are kept is declared'
);

select * from finish();
rollback;
