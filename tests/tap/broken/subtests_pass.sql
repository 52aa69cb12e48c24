-- passes
-- pg_prove agrees

begin;
create schema suite;
create function suite.test_one() returns setof text language sql as $$
    select ok(true, 'a') union all select ok(true, 'b');
$$;
create function suite.test_two() returns setof text language sql as $$ select ok(true, 'c'); $$;
select * from runtests('suite'::name);
rollback;
