-- fails 7: ERROR P0001: You tried to plan twice!
-- pg_prove agrees

begin;
select plan(2);
select ok(true, 'one');
select plan(2);
select * from finish();
rollback;
