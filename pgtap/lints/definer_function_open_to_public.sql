-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_definer_function_open_to_public()$$,
    'no function that runs with its owner''s privileges is open to everybody'
);

create schema planted;
create function planted.open() returns integer language sql security definer set search_path = '' as 'select 1';
create function planted.shut() returns integer language sql security definer set search_path = '' as 'select 1';
revoke execute on function planted.shut() from public;
create function planted.harmless() returns integer language sql security invoker set search_path = '' as 'select 1';

select set_eq(
    $$select * from test.lint_definer_function_open_to_public() where object like 'planted.%'$$,
    $$values
        ('planted.open()', 'everybody may run it with its owner''s privileges')
    $$,
    'one that was left at the default is found'
);

select * from finish();
rollback;
