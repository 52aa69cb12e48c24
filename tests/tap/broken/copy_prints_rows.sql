-- fails 7: two
-- pg_prove agrees

begin;
select plan(2);
copy (select pgtap.ok(true, 'one')) to stdout;
select ok(false, 'two');
select * from finish();
rollback;
