-- fails 7: planned 3, ran 2
--
-- pg_prove agrees


begin;
select plan(3);
select ok(true, 'one');
select ok(true, 'two');
select * from finish();
rollback;
