-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_policy_without_row_security()$$,
    'every policy is in force'
);

create schema planted;
create table planted.things (id integer);
create policy idle on planted.things using (id > 0);

select set_eq(
    $$select * from test.lint_policy_without_row_security() where object like 'planted.%'$$,
    $$values
        ('planted.things.idle', 'row security of the table is off: the policy does nothing')
    $$,
    'a policy of a table whose row security is off is found'
);

select * from finish();
rollback;
