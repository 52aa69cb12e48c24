begin;
select plan(6);

create schema club;
create table club.visits (at timestamptz not null) partition by range (at);
create table club.visits_2001 partition of club.visits for values from ('2001-01-01') to ('2002-01-01');
create table club.visits_2002 partition of club.visits for values from ('2002-01-01') to ('2003-01-01');
insert into club.visits select t from generate_series('2001-12-30'::timestamptz, '2002-01-02', '1 day') as t;
select privacy.describe_table('club.visits', '1 year', 'at');

select results_eq(
    $$select * from privacy.purge(dry_run => false, batch_size => 1, only_table => 'club.visits')$$,
    $$values ('club.visits', 1::bigint, 0::bigint)$$,
    'a batch may be of one row'
);

select is(
    (select count(*) from pg_locks
     where pid = pg_backend_pid() and mode = 'RowShareLock'
       and relation in ('club.visits_2001'::regclass, 'club.visits_2002'::regclass)),
    1::bigint,
    'when it is full it locks no other partition'
);

insert into club.visits values ('2001-12-31'), ('2002-01-01');

select results_eq(
    $$select * from privacy.purge(dry_run => false, batch_size => 4, only_table => 'club.visits')$$,
    $$values ('club.visits', 4::bigint, 0::bigint)$$,
    'a batch goes on from one partition to the next'
);

select results_eq(
    $$select * from privacy.purge(dry_run => false, batch_size => 3, only_table => 'club.visits')$$,
    $$values ('club.visits', 1::bigint, 0::bigint)$$,
    'until all are done'
);

select is(
    (select count(*) from pg_locks
     where pid = pg_backend_pid() and mode = 'RowShareLock' and relation = 'club.visits'::regclass),
    0::bigint,
    'each partition by itself: what is the place of one row in it is that of another in the next'
);

create table club.letters (at timestamptz not null);
insert into club.letters values ('2001-01-01');
insert into club.visits values ('2001-01-01');
select privacy.describe_table('club.letters', '1 year', 'at');
select privacy.purge(dry_run => false, only_table => 'club.visits');

select results_eq(
    'select (select count(*) from club.visits), (select count(*) from club.letters)', 'values (0::bigint, 1::bigint)',
    'where one table is named the others are left alone'
);

select * from finish();
rollback;
