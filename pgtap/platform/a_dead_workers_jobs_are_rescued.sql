begin;
select plan(6);

set local timezone to 'UTC';
select test.jobs(3);
update platform.jobs set max_attempts = 1 where id = 7002;
create temporary table lease as select * from platform.claim_jobs('mail', 'ada', batch_size => 3);
update platform.jobs set leased_until = '2001-01-01 00:00+00' where id < 7003;

select results_eq(
    'select * from platform.rescue_jobs()',
    'values (1, 1)',
    'of two jobs whose lease ended, one returns and one had no attempt left'
);

select results_eq(
    'select worker, leased_until, attempts, last_error from platform.jobs where id = 7001',
    $$values (null::text, null::timestamptz, 1, 'the lease of worker ada ended at 2001-01-01 00:00:00+00')$$,
    'the one that returns waits again, and says whose lease ended'
);

select ok(
    run_at between clock_timestamp() - interval '1 minute' and clock_timestamp() + interval '1 second'
    and run_at > created_at,
    'it is due soon, after the delay of its attempt'
) from platform.jobs where id = 7001;

select results_eq(
    'select outcome, worker, last_error from platform.jobs_archive where id = 7002',
    $$values ('failed', 'ada', 'the lease of worker ada ended at 2001-01-01 00:00:00+00')$$,
    'the other is archived as failed: a job that kills its workers does not live for ever'
);

select results_eq(
    'select worker, attempts from platform.jobs where id = 7003',
    $$values ('ada', 1)$$,
    'a job whose lease goes on is left alone'
);

select results_eq(
    'select * from platform.rescue_jobs()',
    'values (0, 0)',
    'there is nothing more to rescue'
);

select * from finish();
rollback;
