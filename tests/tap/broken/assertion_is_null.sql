-- fails 6: null is not true
-- pg_prove agrees

begin;
select plan(1);
select ok(null, 'null is not true');
select * from finish();
rollback;
