-- fails 9: suite.test_one
-- pg_prove agrees

begin;
create schema suite;
create function suite.test_one() returns setof text language plpgsql as $$
begin return next ok(true, 'a'); perform 1 / 0; end;
$$;
select * from runtests('suite'::name);
rollback;
