-- fails 9: suite.test_one / b
-- pg_prove agrees

begin;
create schema suite;
create function suite.test_one() returns setof text language sql as $$
    select ok(true, 'a') union all select ok(false, 'b');
$$;
select * from runtests('suite'::name);
rollback;
