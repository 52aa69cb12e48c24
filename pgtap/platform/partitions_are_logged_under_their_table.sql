begin;
select plan(3);

create schema watched;
create table watched.parts (id integer, name text, primary key (id)) partition by list (id);
create table watched.parts_1 partition of watched.parts for values in (1);
select audit.watch('watched.parts');
create table watched.parts_2 partition of watched.parts for values in (2);

insert into watched.parts values (1, 'lamp');
insert into watched.parts_2 values (2, 'torch');
update watched.parts set name = 'lantern' where id = 1;

select results_eq(
    $$select record_id, action from test.logged('watched.parts')$$,
    $$values ('1', 'insert'), ('2', 'insert'), ('1', 'update')$$,
    'changes of partitions are logged, of those added later too'
);

delete from watched.parts where id = 2;
update watched.parts set id = 2 where id = 1;

select results_eq(
    $$select record_id, action from test.logged('watched.parts') offset 4$$,
    $$values ('1', 'delete'), ('2', 'insert')$$,
    'a row that moves to another partition ends and begins'
);

select is_empty(
    $$select * from audit.log where table_name like 'parts\_%'$$,
    'none under the partition''s own name'
);

select * from finish();
rollback;
