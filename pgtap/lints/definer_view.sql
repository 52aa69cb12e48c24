-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_definer_view()$$,
    'every view reads with the privileges of its reader'
);

create schema planted;
create view planted.definer as select 1 as one;
create view planted.switched_off with (security_invoker = false) as select 1 as one;
create view planted.invoker with (security_invoker = true) as select 1 as one;

select set_eq(
    $$select * from test.lint_definer_view() where object like 'planted.%'$$,
    $$values
        ('planted.definer', 'it reads with its owner''s privileges: create it with (security_invoker = true)'),
        ('planted.switched_off', 'it reads with its owner''s privileges: create it with (security_invoker = true)')
    $$,
    'one that reads with those of its owner is found'
);

select * from finish();
rollback;
