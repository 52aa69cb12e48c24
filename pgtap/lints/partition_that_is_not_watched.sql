-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_partition_that_is_not_watched()$$,
    'TRUNCATE of every partition of a watched table is logged'
);

create schema planted;
create table planted.things (id integer primary key) partition by list (id);
create table planted.things_1 partition of planted.things for values in (1);
select audit.watch('planted.things');
create table planted.things_2 partition of planted.things for values in (2);

select set_eq(
    $$select * from test.lint_partition_that_is_not_watched() where object like 'planted.%'$$,
    $$values
        ('planted.things_2', 'TRUNCATE of this partition is not logged: create its trigger audit_truncate')
    $$,
    'one that was added after the table was watched is found'
);

select * from finish();
rollback;
