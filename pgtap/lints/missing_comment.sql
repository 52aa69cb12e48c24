-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_missing_comment()$$,
    'everything says what it is for'
);

create schema planted;
comment on schema planted is 'Planted offences.';
create table planted.mute (id integer);
create policy mute on planted.mute using (id > 0);
create function planted.mute() returns integer language sql return 1;
create type planted.colour as enum ('red');
create table planted.told (id integer);
comment on table planted.told is 'Told.';

select set_eq(
    $$select * from test.lint_missing_comment() where object like 'planted.%'$$,
    $$values
        ('planted.mute', 'it does not say what it is for'),
        ('planted.mute.mute', 'it does not say what it is for'),
        ('planted.mute()', 'it does not say what it is for'),
        ('planted.colour', 'it does not say what it is for')
    $$,
    'tables, policies, functions and types without a comment are found'
);

select * from finish();
rollback;
