-- fails 7: there is no plan: finish() was not called
-- pg_prove agrees

begin;
select * from no_plan();
select ok(true, 'one');
rollback;
