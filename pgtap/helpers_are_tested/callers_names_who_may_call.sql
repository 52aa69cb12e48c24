begin;
select plan(4);

create schema called authorization shop_owner;
set local role shop_owner;
create function called.closed() returns integer language sql return 1;
create function called.open() returns integer language sql return 1;
create function called.shut(integer) returns integer language sql return 1;
create function called.told(integer) returns integer language sql return 1;
revoke execute on all functions in schema called from public;
grant execute on function called.open() to public;
grant execute on function called.told(integer) to shop_app, pg_monitor;
grant execute on function called.told(integer) to shop_user with grant option;
revoke execute on function called.shut(integer) from shop_owner;
reset role;

select results_eq(
    $$select * from test.callers('called') where function <> 'called.open()'$$,
    $$values
        ('called.closed()', null),
        ('called.shut(integer)', 'migrator lacks EXECUTE, shop_owner lacks EXECUTE'),
        ('called.told(integer)', 'pg_monitor, shop_app, shop_user*')
    $$,
    'callers() names the roles that may call, and an owner that may not'
);

select ok(
    (select roles ~ '^PUBLIC, .*learn_user, .*shop_app' from test.callers('called', '^open$')),
    'callers() names everybody where PUBLIC may call'
);

select results_eq(
    $$select function from test.callers('called', '^[p-z]')$$,
    array['called.shut(integer)', 'called.told(integer)'],
    'callers() of certain names are those of these functions'
);

select results_eq(
    $$
        select test.kinds(roles)
        from (values ('auditor, learn_app, learn_user, nexus_app, shop_app, shop_user*'), (null)) as called (roles)
    $$,
    array['app, auditor, learn_user, shop_user*', null],
    'kinds() names once what all contexts have, and everybody else as before'
);

select * from finish();
rollback;
