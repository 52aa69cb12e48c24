-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_function_with_mutable_search_path()$$,
    'every function fixes how its names are resolved'
);

create schema planted;
create function planted.loose() returns integer language sql as 'select 1';
create procedure planted.loose_procedure() language plpgsql as 'begin end';
create function planted.fixed() returns integer language sql set search_path = '' as 'select 1';
create function planted.bound() returns integer language sql return 1;

select set_eq(
    $$select * from test.lint_function_with_mutable_search_path() where object like 'planted.%'$$,
    $$values
        ('planted.loose()', 'names in it are resolved as the caller likes: add set search_path = '''''),
        ('planted.loose_procedure()', 'names in it are resolved as the caller likes: add set search_path = ''''')
    $$,
    'functions and procedures that do not are found'
);

select * from finish();
rollback;
