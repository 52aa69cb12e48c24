-- passes
-- pg_prove agrees

begin;
select plan(2);
select * from todo('later', 1);
select ok(false, 'one');
select ok(true, 'two');
select * from finish();
rollback;
