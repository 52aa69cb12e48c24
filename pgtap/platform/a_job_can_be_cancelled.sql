begin;
select plan(5);

select test.jobs(2);
create temporary table lease as select * from platform.claim_jobs('mail', 'ada');

select is(
    platform.cancel_job(7002, 'the customer called'), 'waiting',
    'a job that waits can be cancelled'
);

select is(
    platform.cancel_job(7001), 'running',
    'a job that runs can be cancelled; the caller is told'
);

select is_empty(
    'select * from platform.jobs',
    'both are out of the queue'
);

select results_eq(
    'select id, outcome, worker, last_error from platform.jobs_archive order by id',
    $$values (7001::bigint, 'cancelled', 'ada', null), (7002, 'cancelled', null, 'the customer called')$$,
    'the archive says who had it, and why it was cancelled'
);

select throws_ok(
    'select platform.cancel_job(7001)',
    'PFJ03', 'there is no live job 7001',
    'what has ended cannot be cancelled'
);

select * from finish();
rollback;
