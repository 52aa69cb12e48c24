begin;
select plan(6);

create temporary table parent (id integer primary key);
create temporary table child (
    parent_id integer constraint child_parent_id_fkey references parent (id) on delete restrict on update cascade
);
insert into parent values (1);
insert into child values (1);

select * from check_test(
    test.is_restricted('delete from parent', 'child_parent_id_fkey', 'parent', 'child', 'a parent stays'),
    true, 'is_restricted() of a statement that is refused', 'a parent stays', ''
);

select * from check_test(
    test.is_restricted('update parent set id = 2', 'child_parent_id_fkey', 'parent', 'child', 'a parent stays'),
    false, 'is_restricted() of a statement that succeeds', 'a parent stays'
);

select * from check_test(
    test.is_restricted('delete from parent', 'another_fkey', 'parent', 'child', 'a parent stays'),
    false, 'is_restricted() of a statement that another constraint refuses'
);

select * from finish();
rollback;
