begin;
select plan(2);

create schema observed;
create table observed.kept (a integer);
create table observed.thing (a integer, b integer);
create function observed.f() returns void language sql as '';
grant usage on schema observed to public;
grant select on observed.thing to public;
grant update (b) on observed.thing to public;

select set_eq(
    $$select * from test.granted_to_public('observed')$$,
    $$values
        ('schema observed', 'USAGE'),
        ('observed.thing', 'SELECT'),
        ('observed.thing.b', 'UPDATE'),
        ('observed.f()', 'EXECUTE')
    $$,
    'granted_to_public() lists grants on schema, table and column, and what a function grants unasked'
);

revoke all on function observed.f() from public;
revoke all on observed.thing from public;
revoke all (b) on observed.thing from public;
revoke all on schema observed from public;

select is_empty(
    $$select * from test.granted_to_public('observed')$$,
    'granted_to_public() is empty once everything is revoked'
);

select * from finish();
rollback;
