begin;
select plan(2);

insert into platform.jobs (queue, kind, run_at)
    select 'mail', 'note', clock_timestamp() + n * interval '1 second' from generate_series(-50, 5000) as n;
insert into platform.jobs (queue, kind, attempts, worker, leased_until)
    select 'mail', 'note', 1, 'ada', clock_timestamp() + n * interval '1 second' from generate_series(-5, 500) as n;
analyze platform.jobs;

select test.uses_index(
    $$
        select id from platform.jobs
        where queue = 'mail' and priority = 5 and run_at <= now() and leased_until is null
        order by run_at, id limit 20 for update skip locked
    $$,
    'jobs_queue_priority_run_at_idx',
    'a claim begins at the oldest due job, however many are planned for later'
);

select test.uses_index(
    $$select * from platform.jobs where leased_until <= now() order by leased_until limit 100 for update skip locked$$,
    'jobs_leased_until_idx',
    'a rescue begins at the lease that ended first'
);

select * from finish();
rollback;
