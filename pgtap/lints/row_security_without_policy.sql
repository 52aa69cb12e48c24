-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_row_security_without_policy()$$,
    'every table with row security has a policy'
);

create schema planted;
create table planted.shut (id integer);
alter table planted.shut enable row level security;
create table planted.open (id integer);
alter table planted.open enable row level security;
create policy positive on planted.open using (id > 0);

select set_eq(
    $$select * from test.lint_row_security_without_policy() where object like 'planted.%'$$,
    $$values
        ('planted.shut', 'row security is on and there is no policy: nobody but the owner sees a row')
    $$,
    'a table without one is found'
);

select * from finish();
rollback;
