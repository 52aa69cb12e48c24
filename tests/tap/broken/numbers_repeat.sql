-- fails 8: assertion number 1 where 2 is next
-- pg_prove agrees

begin;
select plan(2);
select ok(true, 'one');
alter sequence __tresults___numb_seq restart;
select ok(true, 'two');
select * from finish();
rollback;
