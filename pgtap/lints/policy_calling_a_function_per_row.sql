-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_policy_calling_a_function_per_row()$$,
    'no policy calls a function anew for each row'
);

create schema planted;
create table planted.things (owner text);
create policy slow on planted.things using (owner = platform.actor_id());
create policy slow_check on planted.things with check (owner = current_setting('app.x', true));
create policy quick on planted.things using (owner = (select platform.actor_id()));
create policy by_row on planted.things using (lower(owner) = 'x');

select set_eq(
    $$select * from test.lint_policy_calling_a_function_per_row() where object like 'planted.%'$$,
    $$values
        ('planted.things.slow', 'platform.actor_id() is called for each row: write (select platform.actor_id())'),
        ('planted.things.slow_check',
         'current_setting(''app.x''::text, true) is called for each row: '
         'write (select current_setting(''app.x''::text, true))')
    $$,
    'a call without (select …) is found, one that depends on the row is not'
);

select * from finish();
rollback;
