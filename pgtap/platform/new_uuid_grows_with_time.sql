begin;
select plan(5);

-- The select list is evaluated from left to right: each id is made between two looks at the clock.
create temporary table made as
    select n, clock_timestamp() as before, platform.new_uuid() as id, clock_timestamp() as after
    from generate_series(1, 1000) as n;

-- 48 bits of milliseconds, then, after the version, 12 bits of the fraction of one.
create temporary table read as
    select n,
           extract(epoch from before) * 1000 as before,
           ('x' || substr(digits, 1, 12))::bit(48)::bigint
               + ('x' || substr(digits, 14, 3))::bit(12)::integer / 4096.0 as milliseconds,
           extract(epoch from after) * 1000 as after
    from made
    cross join lateral replace(id::text, '-', '') as digits;

-- A thousandth for the clock's microsecond, and one for the 4096th that an id can express.
select is_empty(
    $$select * from read where milliseconds < before - 0.002$$,
    'an id does not say it was made earlier than it was'
);

select is_empty(
    $$select * from read where milliseconds > after + 0.002$$,
    'an id does not say it was made later than it was'
);

select is_empty(
    $$
        select * from (select n, milliseconds, lag(milliseconds) over (order by n) as previous from read) as pairs
        where milliseconds < previous
    $$,
    'an id made later does not carry an earlier time'
);

select ok(
    (select count(distinct milliseconds) > count(distinct floor(milliseconds)) from read),
    'the time is finer than the millisecond'
);

-- That of PostgreSQL 18 and later counts in nanoseconds.
select is_empty(
    $$
        select n, milliseconds from read
        where mod(milliseconds, 1) * 4096 not in (select us * 4096 / 1000 from generate_series(0, 999) as us)
          and to_regprocedure('pg_catalog.uuidv7()') is null
    $$,
    'ids of the project''s own making have one of a thousand fractions, each the 4096ths of a whole microsecond'
);

select * from finish();
rollback;
