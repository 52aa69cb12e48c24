-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_foreign_key_without_index()$$,
    'every foreign key has an index that begins with its columns'
);

create schema planted;
create table planted.parents (id integer primary key, code integer, unique (id, code));
create table planted.children (
    bare integer references planted.parents,
    indexed integer references planted.parents,
    often_null integer references planted.parents,
    half integer references planted.parents,
    first integer,
    second integer,
    constraint pair_fkey foreign key (first, second) references planted.parents (id, code)
);
create index on planted.children (indexed);
create index on planted.children (often_null) where often_null is not null;
create index on planted.children (half) where half > 0;
create index on planted.children (second, first, bare);

select set_eq(
    $$select * from test.lint_foreign_key_without_index() where object like 'planted.%'$$,
    $$values
        ('planted.children.children_bare_fkey',
         'no index begins with its columns: deleting a referenced row reads the whole table'),
        ('planted.children.children_half_fkey',
         'no index begins with its columns: deleting a referenced row reads the whole table')
    $$,
    'one without an index, or with one that leaves out rows it needs, is found; the others are not'
);

select * from finish();
rollback;
