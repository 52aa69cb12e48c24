begin;
select plan(16);

create schema watched;
create table watched.things (id integer primary key, name text not null, email text, at timestamptz not null);
create table watched.keyless (id integer not null);
create view watched.seen with (security_invoker = true) as select 1 as one;
create table watched.parts (id integer primary key) partition by list (id);
create table watched.parts_1 partition of watched.parts for values in (1);
create table watched.flags (flag boolean primary key);
create temporary table passing (id integer primary key);

select throws_ok(
    $$select audit.watch('watched.nothing')$$,
    'PFA01', 'cannot watch: there is no table ''watched.nothing''',
    'an unknown table is refused'
);

select throws_ok(
    $$select audit.watch('things')$$,
    'PFA01', 'cannot watch: there is no table ''things''',
    'so is a name without its schema'
);

select throws_ok(
    'select audit.watch(null)',
    'PFA01', 'cannot watch: there is no table NULL',
    'so is no name'
);

select throws_ok(
    $$select audit.watch('watched.seen')$$,
    'PFA01', 'cannot watch: watched.seen is not a table',
    'a view is refused'
);

select throws_ok(
    $$select audit.watch('pg_temp.passing')$$,
    'PFA01', 'cannot watch: pg_temp.passing is temporary',
    'a temporary table is refused'
);

select throws_ok(
    $$select audit.watch('watched.parts_1')$$,
    'PFA01', 'cannot watch: watched.parts_1 is a partition of watched.parts',
    'a partition is refused'
);

select throws_ok(
    $$select audit.watch('audit.log')$$,
    'PFA01', 'cannot watch: audit.log belongs to the audit itself',
    'the log does not watch itself'
);

select throws_ok(
    $$select audit.watch('watched.keyless')$$,
    'PFA01', 'cannot watch watched.keyless: it has no primary key, and no key columns were named',
    'a table without a key is refused'
);

select throws_ok(
    $$select audit.watch('watched.things', '{}')$$,
    'PFA01', 'cannot watch watched.things: it has no primary key, and no key columns were named',
    'so is an empty key'
);

select throws_ok(
    $$select audit.watch('watched.things', '{email}')$$,
    'PFA01', 'cannot watch watched.things: key column email may be NULL',
    'a key that may be NULL is refused'
);

select throws_ok(
    $$select audit.watch('watched.things', '{at}')$$,
    'PFA01',
    'cannot watch watched.things: key column at is of type timestamp with time zone, whose text depends on settings',
    'a key whose text depends on settings is refused'
);

select throws_ok(
    $$select audit.watch('watched.things', '{id, ident}', '{nam}', '{mail}')$$,
    'PFA01',
    'cannot watch watched.things: there is no column ident; there is no column mail; there is no column nam',
    'unknown columns are refused, all of them named'
);

select throws_ok(
    $$select audit.watch('watched.things', '{name}', '{email}', '{name, email}')$$,
    'PFA01',
    'cannot watch watched.things: column email is key, ignored or masked at once; '
    'column name is key, ignored or masked at once',
    'a column is key, ignored or masked, not two of these'
);

select is_empty(
    $$select * from audit.watched where context = 'watched'$$,
    'after a refusal nothing is watched'
);

select lives_ok(
    $$select audit.watch('watched.things', '{name, id}', '{at}', '{email}')$$,
    'a key of two columns, one ignored and one masked are accepted'
);

select lives_ok(
    $$select audit.watch('watched.flags')$$,
    'and a key that is true or false'
);

select * from finish();
rollback;
