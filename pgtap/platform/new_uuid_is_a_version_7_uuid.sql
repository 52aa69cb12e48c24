begin;
select plan(4);

create temporary table made as
    select platform.new_uuid()::text as id from generate_series(1, 1000);

select is(
    (select array_agg(distinct substr(id, 15, 1)) from made), array['7'],
    'the version is 7'
);

select is_empty(
    $$select id from made where substr(id, 20, 1) not in ('8', '9', 'a', 'b')$$,
    'the variant is that of RFC 9562'
);

select is(
    (select count(distinct id) from made), 1000::bigint,
    'no two are equal'
);

-- 1000 draws of 62 bits collide with a probability of one in 10 to the 13th.
select is(
    (select count(distinct right(id, 17)) from made), 1000::bigint,
    'the part after the time is random'
);

select * from finish();
rollback;
