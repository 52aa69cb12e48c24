begin;
select plan(4);

create temporary table job as
    select * from platform.enqueue_job('mail', 'welcome', '{"user": 7}', live_key => 'user 7');
create temporary table lease as select * from platform.claim_jobs('mail', 'ada');

select lives_ok(
    $$select platform.finish_job(id, attempts, '{"sent": true}') from lease$$,
    'the worker that has the lease finishes the job'
);

select is_empty(
    'select * from platform.jobs',
    'it is no longer in the queue'
);

select results_eq(
    $$
        select id, queue, kind, payload, attempts, unique_key, worker, outcome, result, last_error, created_at
        from platform.jobs_archive
    $$,
    $$
        select id, 'mail', 'welcome', '{"user": 7}'::jsonb, 1, 'user 7', 'ada', 'done', '{"sent": true}'::jsonb,
               null::text, created_at
        from lease
    $$,
    'the archive says what it was, who did it and with what result'
);

select ok(
    finished_at between created_at and clock_timestamp(),
    'and when'
) from platform.jobs_archive;

select * from finish();
rollback;
