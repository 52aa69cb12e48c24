begin;
select plan(3);

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

-- The lease of the first job tells what a claim read from the clock: by then one of the others is due at that microsecond,
-- and one in the next.
create function pg_temp.set_when_others_are_due() returns trigger language plpgsql as $$
begin
    update platform.jobs
    set run_at = new.leased_until - interval '1 minute' + (priority - 1) * interval '1 microsecond'
    where queue = new.queue and id <> new.id;
    return null;
end
$$;
create trigger set_when_others_are_due after update on platform.jobs for each row
    when (new.kind = 'first') execute function pg_temp.set_when_others_are_due();
insert into platform.jobs (queue, kind, priority) values ('chat', 'first', 0), ('chat', 'now', 1), ('chat', 'later', 2);

select set_eq(
    $$select kind from platform.claim_jobs('chat', 'ada', 3, '1 minute')$$,
    array['first', 'now'],
    'a job is due from the very moment on that it is planned for'
);

select * from finish();
rollback;
