begin;
select plan(4);

create schema observed;
create table observed.parent (id integer constraint parent_pkey primary key);
create table observed.child (
    id integer constraint child_id_is_positive check (id > 0),
    parent_id integer constraint child_parent_fkey references observed.parent (id)
        on delete set null on update cascade deferrable
);
alter table observed.child add constraint child_id_is_small check (id < 10) not valid;

select set_eq(
    $$select "table", "constraint", definition from test.constraints('observed')$$,
    $$values
        ('observed.parent', 'parent_pkey', 'PRIMARY KEY (id)'),
        ('observed.child', 'child_id_is_positive', 'CHECK ((id > 0))'),
        ('observed.child', 'child_id_is_small', 'CHECK ((id < 10)) NOT VALID'),
        ('observed.child', 'child_parent_fkey',
         'FOREIGN KEY (parent_id) REFERENCES observed.parent(id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE')
    $$,
    'constraints() lists constraints with expression, actions and deferrability'
);

select results_eq(
    $$select "constraint" from test.constraints('observed') where not validated$$,
    array['child_id_is_small'],
    'constraints() tells which one was not validated'
);

select results_eq(
    $$select "table", "constraint" from test.constraints('observed', 'child')$$,
    $$values
        ('observed.child', 'child_id_is_positive'),
        ('observed.child', 'child_id_is_small'),
        ('observed.child', 'child_parent_fkey')
    $$,
    'constraints() of a table are those of this table, by name'
);

select is_empty(
    $$select "constraint" from test.constraints('observed', 'nothing')$$,
    'constraints() of what is not there are none'
);

select * from finish();
rollback;
