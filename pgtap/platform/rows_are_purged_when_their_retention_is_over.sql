begin;
select plan(20);

select test.club();
select test.club_fee(n, 'ada@example.com', now() - interval '11 years') from generate_series(1, 5) as n;
select test.club_fee(6, 'grace@example.com', now() - interval '11 years');
select test.club_fee(7, 'grace@example.com', now() - interval '9 years');
select test.club_fee(8, 'grace@example.com', null);

select results_eq(
    $$select * from privacy.purge(only_table => 'club.fees')$$,
    $$values ('club.fees', 6::bigint, 0::bigint)$$,
    'without being told otherwise, a purge counts what is over'
);

select is(
    (select count(*) from club.fees), 8::bigint,
    'and deletes nothing'
);

select results_eq(
    $$select * from privacy.purge() where relation like 'club.%'$$,
    $$values ('club.fees', 6::bigint, 0::bigint)$$,
    'where no table is named it counts in each that has a retention, and in no other'
);

select results_eq(
    $$select * from privacy.purge(dry_run => false, batch_size => 4, only_table => 'club.fees')$$,
    $$values ('club.fees', 4::bigint, 0::bigint)$$,
    'a purge deletes a batch'
);

select privacy.place_hold('club.member:grace@example.com', 'claim 2025/17');

select results_eq(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.fees')$$,
    $$values ('club.fees', 1::bigint, 1::bigint)$$,
    'the next one what is left, but for people under legal hold'
);

select set_eq(
    'select id from club.fees',
    array[6, 7, 8],
    'what is on hold stays, and what is not over, and what has no time'
);

select results_eq(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.fees')$$,
    $$values ('club.fees', 0::bigint, 1::bigint)$$,
    'a single row on hold is told of, though nothing else is over'
);

create table club.guests (key text primary key);
create table club.visits (guest text not null, at timestamptz not null);
insert into club.guests values ('joe');
insert into club.visits values ('joe', now() - interval '2 years');
select privacy.describe_table('club.guests'), privacy.describe_table('club.visits', '1 year', 'at');
select privacy.describe_person('club.guest', 'club.guests', 'key', on_erase => 'delete');
select privacy.describe_link('club.visits', '{guest}', 'club.guests', '{key}', on_erase => 'delete');

select results_eq(
    $$select * from privacy.purge(only_table => 'club.visits')$$,
    $$values ('club.visits', 1::bigint, 0::bigint)$$,
    'the hold of one kind of person holds nothing of another'
);

select is_empty(
    $$select * from pg_locks
      where relation = 'club.guests'::regclass and pid = pg_backend_pid() and mode = 'AccessShareLock'$$,
    'people of a kind of which nobody is under hold are not read'
);

select privacy.release_hold(id) from privacy.holds;

select results_eq(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.fees')$$,
    $$values ('club.fees', 1::bigint, 0::bigint)$$,
    'when the hold ends it goes'
);

select is_empty(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.fees')$$,
    'then there is nothing to purge'
);

select results_eq(
    $$select status, subject_key, counters from privacy.requests where action = 'purge' order by id$$,
    $$values
        ('done', null::text, '{"club.fees": {"delete": 4}}'::jsonb), ('done', null, '{"club.fees": {"delete": 1}}'),
        ('done', null, '{}'), ('done', null, '{"club.fees": {"delete": 1}}'), ('done', null, '{}')
    $$,
    'each purge is recorded with its receipt'
);

create temporary table purge as select privacy.begin_purge() as id;
select test.club_fee(n, 'ada@example.com', now() - interval '11 years') from generate_series(11, 15) as n;

select results_eq(
    $$
        select b.rows
        from purge, generate_series(1, 3) as n
        cross join lateral privacy.purge(false, 2 + n * 0, 'club.fees', purge.id) as b
    $$,
    'values (2::bigint), (2), (1)',
    'many batches can be one purge'
);

select results_eq(
    'select counters from privacy.requests join purge using (id)',
    $$values ('{"club.fees": {"delete": 5}}'::jsonb)$$,
    'with one receipt'
);

select throws_ok(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.letters')$$,
    'PFP05', 'club.letters has no retention',
    'a table without a retention is not purged'
);

select throws_ok(
    $$select * from privacy.purge(dry_run => false, only_table => 'club.bookings')$$,
    'PFP05', 'club.bookings has no retention',
    'nor is one that nobody described'
);

select throws_ok(
    'select * from privacy.purge(batch_size => 0)',
    'PFP06', 'a batch of 0 rows: it is 1 to 100000',
    'a batch has a size'
);

select throws_ok(
    'select * from privacy.purge(batch_size => 100001)',
    'PFP06', 'a batch of 100001 rows: it is 1 to 100000',
    'and not any size'
);

select throws_ok(
    $$select * from privacy.purge(false, 1000, 'club.fees', '00000000-0000-4000-8000-00000000000a')$$,
    'PFP06', 'there is no purge 00000000-0000-4000-8000-00000000000a',
    'a batch belongs to a purge that was begun'
);

update privacy.tables set retention = null, clock_column = null;

select throws_ok(
    'select * from privacy.purge()',
    'PFP05', 'no table has no retention',
    'where no retention is declared there is no purge'
);

select * from finish();
rollback;
