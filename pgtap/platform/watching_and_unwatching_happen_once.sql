begin;
select plan(9);

create schema watched;
create table watched.things (id integer primary key, "the ünit" text, "a,b" text);
create table watched.parts (id integer primary key) partition by list (id);
create table watched.parts_1 partition of watched.parts for values in (1);

select throws_ok(
    $$select audit.unwatch('watched.things')$$,
    'PFA03', 'watched.things is not watched',
    'what is not watched cannot be unwatched'
);

select audit.watch('watched.things', null, '{"the ünit"}', array['a,b']);

select throws_ok(
    $$select audit.watch('watched.things')$$,
    'PFA02', 'watched.things is watched already',
    'what is watched cannot be watched again'
);

select results_eq(
    $$select table_name, key_columns, ignored_columns, masked_columns from audit.watched where context = 'watched'$$,
    $$values ('things', '{id}'::text[], '{"the ünit"}'::text[], array['a,b'])$$,
    'the view says what is watched, and how, whatever the names of the columns'
);

select audit.unwatch('watched.things');
insert into watched.things (id) values (1);
truncate watched.things;

select is_empty(
    $$select * from test.logged('watched.things')$$,
    'what is no longer watched is no longer logged'
);

select throws_ok(
    $$select audit.unwatch('watched.things')$$,
    'PFA03', 'watched.things is not watched',
    'nor unwatched twice'
);

select throws_ok(
    $$select audit.unwatch('watched.nothing')$$,
    'PFA03', 'watched.nothing is not watched',
    'an unknown table is not watched'
);

select audit.watch('watched.parts');

select throws_ok(
    $$select audit.unwatch('watched.parts_1')$$,
    'PFA03', 'watched.parts_1 is not watched',
    'a partition is not unwatched by itself'
);

select lives_ok(
    $$select audit.unwatch('watched.parts')$$,
    'the table is'
);

select is_empty(
    $$select tgrelid::regclass, tgname from pg_trigger where tgrelid::regclass::text ~ '^watched\.'$$,
    'and no trigger remains on its partitions'
);

select * from finish();
rollback;
