-- fails 7: two is three
-- pg_prove agrees

begin;
select plan(2);
select ok(true, 'one');
select is(
    2,
    3,
    'two is three'
);
select * from finish();
rollback;
