-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_policy_that_is_always_true()$$,
    'every policy that lets all rows through says why'
);

create schema planted;
create table planted.things (id integer);
create policy silent on planted.things using (true);
create policy silent_check on planted.things for insert with check (true);
create policy explained on planted.things using (true);
comment on policy explained on planted.things is 'The catalogue is public.';
create policy narrow on planted.things using (id > 0);

select set_eq(
    $$select * from test.lint_policy_that_is_always_true() where object like 'planted.%'$$,
    $$values
        ('planted.things.silent', 'it lets every row through and no comment says why'),
        ('planted.things.silent_check', 'it lets every row through and no comment says why')
    $$,
    'one without a comment is found'
);

select * from finish();
rollback;
