begin;
select plan(3);

create schema observed;
create table observed.plain ();
create unlogged table observed.volatile ();
create table observed.guarded ();
alter table observed.guarded enable row level security, force row level security;
create view observed.seen as select 1 as one;
create sequence observed.counted;
create type observed.composite as (one integer);

select set_eq(
    $$select "table", kind, persistence from test.tables('observed')$$,
    $$values
        ('plain', 'table', 'permanent'),
        ('volatile', 'table', 'unlogged'),
        ('guarded', 'table', 'permanent'),
        ('seen', 'view', 'permanent'),
        ('counted', 'sequence', 'permanent')
    $$,
    'tables() lists tables, views and sequences with their persistence, and no type'
);

select results_eq(
    $$select "table" from test.tables('observed') where row_security and forced$$,
    array['guarded'],
    'tables() tells where row security is on and forced'
);

select is_empty(
    $$select * from test.tables('extensions') where "table" = 'pg_stat_statements'$$,
    'tables() leaves out what belongs to an extension'
);

select * from finish();
rollback;
