-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_materialized_view_that_leaks()$$,
    'no materialised view shows what its tables keep'
);

create schema planted;
create table planted.secrets (id integer);
create table planted.filtered (id integer);
create table planted.known (id integer);
grant select on planted.filtered, planted.known to shop_readonly;
alter table planted.filtered enable row level security;
create policy positive on planted.filtered using (id > 0);
create view planted.between as select id from planted.secrets;
create materialized view planted.leak as select id from planted.between;
create materialized view planted.whole as select id from planted.filtered;
create materialized view planted.fine as select id from planted.known;
create materialized view planted.unread as select id from planted.secrets;
grant select on planted.leak, planted.whole, planted.fine to shop_readonly;

select set_eq(
    $$select * from test.lint_materialized_view_that_leaks() where object like 'planted.%'$$,
    $$values
        ('planted.leak', 'shop_readonly reads in it what planted.secrets keeps from it'),
        ('planted.whole', 'shop_readonly reads in it what planted.filtered keeps from it')
    $$,
    'one over a closed table, through a view too, and one over row security are found'
);

select * from finish();
rollback;
