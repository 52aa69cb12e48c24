-- fails 5: ERROR P0001: You tried to run a test without a plan! Gotta have a plan
-- pg_prove agrees

begin;
select ok(true, 'one');
select * from finish();
rollback;
