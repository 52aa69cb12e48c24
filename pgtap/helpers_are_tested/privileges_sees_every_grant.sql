begin;
select plan(9);

create schema seen authorization shop_owner;
set local role shop_owner;
create table seen.things (id integer primary key, secret text);
create sequence seen.numbers;
create function seen.act() returns integer language sql return 1;
reset role;

select is_empty(
    $$select * from test.privileges('seen')$$,
    'what an owner makes is closed to everybody else, functions included'
);

grant select, insert on seen.things to shop_app;
grant update (secret) on seen.things to shop_user;
grant usage on sequence seen.numbers to shop_app;
grant execute on function seen.act() to public;
grant usage on schema seen to pg_monitor;

select set_eq(
    $$select * from test.privileges('seen') where object <> 'seen.act()'$$,
    $$values
        ('shop_app', 'seen.things', 'INSERT, SELECT'),
        ('shop_user', 'seen.things.secret', 'UPDATE'),
        ('shop_app', 'seen.numbers', 'USAGE'),
        ('pg_monitor', 'schema seen', 'USAGE')
    $$,
    'grants on tables, columns, sequences and schemas are seen, whoever has them'
);

select set_eq(
    $$select role from test.privileges('seen') where object = 'seen.act()'$$,
    $$
        select role from test.roles() where role not in ('shop_owner', 'migrator')
        union all select 'PUBLIC'
    $$,
    'what PUBLIC may do, every role may do'
);

select results_eq(
    $$select * from test.privileges('seen', 'table', 'things')$$,
    $$values
        ('shop_app', 'seen.things', 'INSERT, SELECT'),
        ('shop_user', 'seen.things.secret', 'UPDATE')
    $$,
    'privileges() of a table are those on this table and its columns'
);

select results_eq(
    $$select * from test.privileges('seen', 'schema')$$,
    $$values ('pg_monitor', 'schema seen', 'USAGE')$$,
    'privileges() of the schema are those on nothing in it'
);

create function seen.other() returns integer language sql return 1;
revoke execute on function seen.other() from public;
grant execute on function seen.other() to shop_user;

select results_eq(
    $$select * from test.privileges('seen', 'functions', '^o')$$,
    $$values ('shop_user', 'seen.other()', 'EXECUTE')$$,
    'privileges() of functions are those on functions of such names'
);

revoke delete, truncate on seen.things from shop_owner;

select set_eq(
    $$select * from test.privileges('seen') where role in ('shop_owner', 'migrator')$$,
    $$values
        ('shop_owner', 'seen.things', 'lacks DELETE, TRUNCATE'),
        ('migrator', 'seen.things', 'lacks DELETE, TRUNCATE')
    $$,
    'an owner is listed with what was taken away, and so is who is a member'
);

grant update (secret) on seen.things to shop_user with grant option;

select results_eq(
    $$select privileges from test.privileges('seen') where object = 'seen.things.secret'$$,
    array['UPDATE*'],
    'what may be granted to others carries an asterisk'
);

grant shop_app to shop_readonly;

select ok(
    exists (select from test.privileges('seen') where role = 'shop_readonly' and object = 'seen.things'),
    'what comes through a membership is seen'
);

select * from finish();
rollback;
