begin;
select plan(8);

create temporary table made as
    select * from platform.enqueue_job('mail', 'digest', '{"n": 1}', live_key => 'user 7');

select ok(created, 'the first job of a key is new') from made;

select results_eq(
    $$select * from platform.enqueue_job('mail', 'digest', '{"n": 2}', live_key => 'user 7')$$,
    'select job_id, false from made',
    'the second is not: its caller gets the id of the first'
);

select results_eq(
    'select count(*), min(payload ->> ''n'') from platform.jobs',
    $$values (1::bigint, '1')$$,
    'and the first stays as it was'
);

create temporary table lease as select * from platform.claim_jobs('mail', 'ada');

select is(
    created, false,
    'a job that runs counts as live'
) from platform.enqueue_job('mail', 'digest', live_key => 'user 7');

select is(
    created, true,
    'another queue has keys of its own'
) from platform.enqueue_job('push', 'digest', live_key => 'user 7');

do $$ begin perform platform.finish_job(id, attempts) from lease; end $$;

select is(
    created, true,
    'when the job has ended its key is free'
) from platform.enqueue_job('mail', 'digest', live_key => 'user 7');

select is(
    (select count(*) from generate_series(1, 2), platform.enqueue_job('mail', 'digest') as e where e.created), 2::bigint,
    'jobs without a key are never the same'
);

select throws_ok(
    $$insert into platform.jobs (queue, kind, unique_key) values ('mail', 'digest', 'user 7')$$,
    '23505', 'duplicate key value violates unique constraint "jobs_queue_unique_key_key"',
    'nobody can enter a second one beside the function'
);

select * from finish();
rollback;
