begin;
select plan(2);

-- The planner runs a leakproof function before row security has chosen the rows: only a superuser may promise it.
create function pg_temp.leakproof()
returns setof text
language sql
as $$
    select p.oid::regprocedure::text
    from pg_proc as p
    join test.linted_schemas() as s on s.oid = p.pronamespace
    where p.proleakproof
$$;

select is_empty('select * from pg_temp.leakproof()', 'no function promises to be leakproof');

create schema planted;
create function planted.promise(integer) returns boolean language sql immutable leakproof return $1 > 0;

select results_eq(
    'select * from pg_temp.leakproof()',
    $$values ('planted.promise(integer)')$$,
    'a function that promises it is found'
);

select * from finish();
rollback;
