-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_foreign_key_without_action()$$,
    'every foreign key says what happens on delete and on update'
);

create schema planted;
create table planted.parents (id integer primary key);
create table planted.children (
    none integer references planted.parents,
    half integer references planted.parents on delete cascade,
    whole integer references planted.parents on delete cascade on update restrict
);

select set_eq(
    $$select * from test.lint_foreign_key_without_action() where object like 'planted.%'$$,
    $$values
        ('planted.children.children_none_fkey', 'it does not say what happens on delete and on update'),
        ('planted.children.children_half_fkey', 'it does not say what happens on update')
    $$,
    'those that leave one or both open are found'
);

select * from finish();
rollback;
