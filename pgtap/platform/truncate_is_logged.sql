begin;
select plan(3);

create schema watched;
create table watched.things (id integer primary key);
insert into watched.things values (1), (2);
select audit.watch('watched.things');
set local app.current_user_id = 'ada';
truncate watched.things;

select results_eq(
    $$select record_id, action, old_values, new_values, actor_id from audit.log where table_name = 'things'$$,
    $$values (null::text, 'truncate', null::jsonb, null::jsonb, 'ada')$$,
    'a truncation is one row without a record'
);

create table watched.parts (id integer primary key) partition by list (id);
create table watched.parts_1 partition of watched.parts for values in (1);
create table watched.parts_2 partition of watched.parts for values in (2);
select audit.watch('watched.parts');
truncate watched.parts_1;

select results_eq(
    $$select action, old_values from test.logged('watched.parts')$$,
    $$values ('truncate', '{"partition": "watched.parts_1"}'::jsonb)$$,
    'that of a partition is logged with its name, under the table'
);

truncate watched.parts;

select ok(
    exists (select from test.logged('watched.parts') where action = 'truncate' and old_values is null),
    'that of the table is logged as such'
);

select * from finish();
rollback;
