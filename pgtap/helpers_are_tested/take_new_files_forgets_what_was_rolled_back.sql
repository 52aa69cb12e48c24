begin;
select plan(3);

create schema worn;
create table worn.parents (id integer primary key);
create table worn.children (id integer primary key, parent integer references worn.parents);
create table worn.others (id integer primary key);
insert into worn.children values (1, null);
savepoint before;
insert into worn.others select generate_series(1, 2000);
rollback to savepoint before;
create temporary table was as select pg_relation_size('worn.others') as size;

select test.take_new_files('worn');

select results_eq(
    $$select size > 0, pg_relation_size('worn.others') = 0 from was$$, 'values (true, true)', 'what was rolled back takes no room any more'
);
select is((select count(*) from worn.children), 1::bigint, 'rows stay');
select is(current_setting('session_replication_role'), 'origin', 'and triggers work as before');

select * from finish();
rollback;
