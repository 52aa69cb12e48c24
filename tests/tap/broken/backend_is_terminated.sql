-- fails 7: the server process died: 57P01: terminating connection due to administrator command
-- pg_prove agrees

begin;
select plan(2);
select ok(true, 'one');
select pg_terminate_backend(pg_backend_pid());
select ok(true, 'two');
select * from finish();
rollback;
