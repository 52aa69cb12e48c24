begin;
select plan(4);

create temporary table made as
    select n, platform.new_text_id() as id from generate_series(1, 1000) as n;

select is_empty(
    $$select id from made where id !~ '^[0-9a-f]{32}$'$$,
    'an id is 32 lower-case hexadecimal digits'
);

select is(
    (select array_agg(distinct substr(id::uuid::text, 15, 1)) from made), array['7'],
    'it casts to a version 7 uuid'
);

select is(
    (select count(distinct id) from made), 1000::bigint,
    'no two are equal'
);

-- The first 16 digits are the time and the version; what follows is random.
select is_empty(
    $$
        select * from (select id, lag(id) over (order by n) as previous from made) as pairs
        where left(id, 16) collate "C" < left(previous, 16) collate "C"
    $$,
    'as text, too, an id made later does not sort before an earlier one'
);

select * from finish();
rollback;
