-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_several_permissive_policies()$$,
    'no role has several permissive policies for one command'
);

create schema planted;
create table planted.things (owner text);
create policy one on planted.things for select to shop_user using (owner = 'x');
create policy two on planted.things to shop_user using (owner = 'y');
create policy three on planted.things for delete to shop_app using (owner = 'z');
create policy four on planted.things as restrictive for delete to shop_app using (owner = 'z');

select set_eq(
    $$select * from test.lint_several_permissive_policies() where object like 'planted.%'$$,
    $$values
        ('planted.things', '2 for select: one, two')
    $$,
    'two that meet in a command are found, a restrictive one beside a permissive one is right'
);

select * from finish();
rollback;
