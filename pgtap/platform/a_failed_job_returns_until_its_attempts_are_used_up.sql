begin;
select plan(9);

select test.jobs(2, attempts_allowed => 2);
create temporary table lease as select * from platform.claim_jobs('mail', 'ada', batch_size => 2);

create temporary table first_failure as select platform.fail_job(7001, 1, 'no route to host') as again;

select ok(
    again > now() and again <= clock_timestamp() + interval '1 second',
    'after the first failure a job returns within a second'
) from first_failure;

select results_eq(
    'select worker, leased_until, last_error, run_at from platform.jobs where id = 7001',
    $$select null::text, null::timestamptz, 'no route to host', again from first_failure$$,
    'it waits until then, and says why it failed'
);

update platform.jobs set run_at = clock_timestamp() where id = 7001;

select results_eq(
    $$select id, attempts, worker from platform.claim_jobs('mail', 'grace')$$,
    $$values (7001::bigint, 2, 'grace')$$,
    'the next worker is in the second attempt'
);

select is(
    platform.fail_job(7001, 2, 'still no route'), null,
    'after the last attempt there is no other'
);

select results_eq(
    'select id, outcome, attempts, worker, last_error from platform.jobs_archive',
    $$values (7001::bigint, 'failed', 2, 'grace', 'still no route')$$,
    'it is archived as failed'
);

select is(
    platform.fail_job(7002, 1, 'no such user', retry => false), null,
    'a failure that cannot be mended by another attempt says so'
);

select results_eq(
    'select outcome, attempts, last_error from platform.jobs_archive where id = 7002',
    $$values ('failed', 1, 'no such user')$$,
    'and is archived at once'
);

select is_empty(
    'select * from platform.jobs',
    'neither is in the queue'
);

select throws_ok(
    $$select platform.fail_job(7002, 1, ' ')$$,
    'PFJ01', 'attempt 1 of job 7002 failed, and no reason is given',
    'a failure has a reason'
);

select * from finish();
rollback;
