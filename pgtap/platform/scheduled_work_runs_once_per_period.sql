begin;
select plan(9);

select is(
    platform.run_once('invoices', '2025-06'), 'run',
    'who asks first runs it'
);

select is(
    platform.run_once('invoices', '2025-06'), 'running',
    'asked again while it runs, it is running'
);

select lives_ok(
    $$select platform.finish_run('invoices', '2025-06', '{"invoices": 412}')$$,
    'who runs it finishes it'
);

select is(
    platform.run_once('invoices', '2025-06'), 'done',
    'after that it is done'
);

select results_eq(
    'select job, key, result, finished_at between started_at and clock_timestamp() from platform.runs',
    $$values ('invoices', '2025-06', '{"invoices": 412}'::jsonb, true)$$,
    'the result is kept with the time'
);

select is(
    platform.run_once('invoices', '2025-07'), 'run',
    'the next period is another run'
);

select is(
    platform.run_once('reminders', '2025-06'), 'run',
    'another job is another run'
);

select throws_ok(
    $$select platform.run_once('Invoices', '2025-06')$$,
    '23514', 'new row for relation "runs" violates check constraint "runs_job_is_a_name"',
    'a job has a name'
);

select throws_ok(
    $$select platform.run_once('invoices', null)$$,
    'PFJ01', 'a run names a job and a period',
    'a run is of a period'
);

select * from finish();
rollback;
