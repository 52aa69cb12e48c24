-- fails 8: ERROR 42P01: relation "nowhere" does not exist
-- pg_prove agrees

begin;
select plan(2);
select ok(true, 'one');
select ok(
    exists (select from nowhere),
    'two'
);
select * from finish();
rollback;
