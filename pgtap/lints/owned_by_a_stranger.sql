-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_owned_by_a_stranger()$$,
    'everything belongs to the owner of its schema'
);

create schema planted;
alter schema planted owner to shop_owner;
create table planted.stray (id integer);
create function planted.stray() returns integer language sql return 1;
create table planted.proper (id integer);
alter table planted.proper owner to shop_owner;

select set_eq(
    $$select * from test.lint_owned_by_a_stranger() where object like 'planted.%'$$,
    $$values
        ('planted.stray', format('it belongs to %I, its schema to shop_owner', current_user)),
        ('planted.stray()', format('it belongs to %I, its schema to shop_owner', current_user))
    $$,
    'a table and a function that a migration made without set local role are found'
);

select * from finish();
rollback;
