begin;
select plan(2);

create schema observed;
create table observed.thing (id integer, a integer);
create view observed.seen as select 1 as one;
create type observed.word as enum ('a');
create type observed.pair as (one integer, two integer);
create domain observed.positive as integer check (value > 0);
create function observed.f(integer) returns void language sql as '';

select set_eq(
    $$select * from test.without_comment('observed', array['id'])$$,
    array[
        'schema observed',
        'table observed.thing', 'column observed.thing.a',
        'table observed.seen', 'column observed.seen.one',
        'type observed.word', 'type observed.pair', 'type observed.positive',
        'function observed.f(integer)'
    ],
    'without_comment() names everything that has none, but for the obvious columns'
);

comment on schema observed is 'x';
comment on table observed.thing is 'x';
comment on column observed.thing.a is 'x';
comment on view observed.seen is 'x';
comment on column observed.seen.one is 'x';
comment on type observed.word is 'x';
comment on type observed.pair is 'x';
comment on domain observed.positive is 'x';
comment on function observed.f(integer) is 'x';

select is_empty(
    $$select * from test.without_comment('observed', array['id'])$$,
    'without_comment() is empty once everything has one'
);

select * from finish();
rollback;
