-- fails 9: ERROR 42601: syntax error at or near "pg_class"
-- pg_prove agrees

begin;
select plan(1);
select ok(true, 'é, so that bytes and characters differ');
select is(
    (select count(*)
       form pg_class),
    1::bigint,
    'counted'
);
select * from finish();
rollback;
