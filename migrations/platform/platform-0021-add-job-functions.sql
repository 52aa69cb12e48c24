-- depends: platform-0020-add-jobs
--
-- What callers and workers do with jobs. A worker's loop:
--
--   select * from platform.claim_jobs('mail', 'worker-7', batch_size => 20, lease_time => '2 minutes');
--   for each job:
--       begin;
--       … the work …
--       select platform.finish_job(id, attempts);
--       commit;
--   or, when the work fails, after its rollback: select platform.fail_job(id, attempts, 'the reason');
--   long work: select platform.heartbeat_job(id, attempts, '2 minutes') now and then, on a connection of its own
--   sometimes: select * from platform.rescue_jobs();
--
-- Why nothing is lost and nothing done twice: the job leaves the queue in the transaction that holds its effects.
-- A worker that dies takes both back; its lease ends and rescue_jobs() puts the job back into the queue. A worker
-- that was only slow finds its lease gone: finish_job() raises, and with it its effects vanish. A lease that ran
-- out is lost whether or not somebody else has taken the job since: it is the clock that decides, not the chance
-- of who came by. Effects outside the database (an e-mail sent) can happen twice, as with every queue; such work
-- carries the job's id as its idempotency key.
--
-- A claim locks rows with SKIP LOCKED, so workers never wait for each other. It finds the rows through
-- `id = any (array (…))`: joined to the table instead, the planner is free to read all of it.
--
-- Times are clock_timestamp(): a lease begins when it is given, not when the transaction began.
--
-- Errors: PFJ01 the arguments are wrong, PFJ02 the lease is lost, PFJ03 there is no such live job.
--
-- The functions run with their owner's privileges: workers need EXECUTE and no table.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFJ01', 'A job, a claim, a batch or a run was asked for with arguments that make no sense.', 'See the message: it has the limits.'),
    ('PFJ02', 'The lease of a job is lost: it ended, or the job was given to another, cancelled or finished.', 'Roll the work back: somebody else does it.'),
    ('PFJ03', 'There is no such live job.', 'It may have ended: see platform.jobs_archive.');

set local role platform_owner;

create function platform.enqueue_job(
    queue_name text,
    job_kind text,
    job_payload jsonb default '{}',
    not_before timestamptz default null,
    job_priority integer default 5,
    attempts_allowed integer default 10,
    live_key text default null,
    out job_id bigint,
    out created boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    -- The live job of this key may end between the two statements: then there is room, and it is tried again.
    loop
        insert into platform.jobs (queue, kind, payload, run_at, priority, max_attempts, unique_key)
        values (queue_name, job_kind, job_payload, coalesce(not_before, clock_timestamp()), job_priority,
                attempts_allowed, live_key)
        on conflict (queue, unique_key) where unique_key is not null do nothing
        returning id into job_id;
        created := found;
        exit when created;
        select id into job_id from platform.jobs where queue = queue_name and unique_key = live_key;
        exit when found;
    end loop;
end
$$;

comment on function platform.enqueue_job(text, text, jsonb, timestamptz, integer, integer, text) is
    'Puts a job into a queue, in the caller''s transaction. If a live job of the queue has the same live_key, '
    'nothing is added: job_id is that job''s and created is false.';

revoke execute on function
    platform.enqueue_job(text, text, jsonb, timestamptz, integer, integer, text) from public;

create function platform.claim_jobs(
    queue_name text,
    worker_name text,
    batch_size integer default 1,
    lease_time interval default '1 minute'
)
    returns setof platform.jobs
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    moment constant timestamptz := clock_timestamp();
    wanted integer := batch_size;
    taken integer;
begin
    if queue_name is null or worker_name !~ '\S' or worker_name is null then
        raise exception 'a claim names a queue and a worker'
            using errcode = 'PFJ01',
                  hint = 'Name the worker so that people find its process: host and process id.';
    end if;
    if batch_size is null or batch_size not between 1 and 1000 then
        raise exception 'a batch of % jobs: it is 1 to 1000', coalesce(batch_size::text, 'NULL')
            using errcode = 'PFJ01',
                  hint = 'Claim what the worker does within one lease.';
    end if;
    if lease_time is null or lease_time not between interval '1 millisecond' and interval '1 day' then
        raise exception 'a lease of %: it is more than nothing and at most a day', coalesce(lease_time::text, 'NULL')
            using errcode = 'PFJ01',
                  hint = 'Take a few times what one batch needs; platform.heartbeat_job() prolongs it.';
    end if;
    for level in 0..9 loop
        return query
            update platform.jobs as j
            set attempts = j.attempts + 1, worker = worker_name, leased_until = moment + lease_time
            where j.id = any (array(
                select due.id
                from platform.jobs as due
                where due.queue = queue_name
                  and due.priority = level
                  and due.run_at <= moment
                  and due.leased_until is null
                order by due.run_at, due.id
                limit wanted
                for update skip locked
            ))
            returning j.*;
        get diagnostics taken = row_count;
        wanted := wanted - taken;
        exit when wanted <= 0;
    end loop;
end
$$;

comment on function platform.claim_jobs(text, text, integer, interval) is
    'Gives a worker up to batch_size due jobs of a queue, by priority and age, each with a lease. Commit at once: '
    'until then nobody else sees who has them. The lease is named by id and attempts.';

revoke execute on function platform.claim_jobs(text, text, integer, interval) from public;

create function platform.refuse_lease(job_id bigint, attempt integer) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    live platform.jobs;
    ended platform.jobs_archive;
    reason text;
begin
    select * into live from platform.jobs where id = job_id;
    select * into ended from platform.jobs_archive where id = job_id;
    reason := case
        when ended.outcome = 'cancelled' then format('the job was cancelled at %s', ended.finished_at)
        when ended.id is not null then
            format('the job ended at %s, %s in attempt %s', ended.finished_at, ended.outcome, ended.attempts)
        when live.id is null then 'there is no such job'
        when live.attempts <> attempt or attempt is null then
            format('the job is in attempt %s', live.attempts)
        when live.leased_until is null then 'the job was put back into the queue'
        else format('the lease ended at %s', live.leased_until)
    end;
    raise exception 'attempt % of job % no longer has its lease: %',
        coalesce(attempt::text, 'NULL'), coalesce(job_id::text, 'NULL'), reason
        using errcode = 'PFJ02',
              hint = 'Roll the work back: another worker does it. If work takes longer than its lease, ask for a '
                     'longer one or call platform.heartbeat_job().';
end
$$;

comment on function platform.refuse_lease(bigint, integer) is
    'Raises PFJ02 and says why this attempt of a job is no longer its worker''s.';

revoke execute on function platform.refuse_lease(bigint, integer) from public;

create function platform.heartbeat_job(job_id bigint, attempt integer, lease_time interval default '1 minute')
    returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    moment constant timestamptz := clock_timestamp();
    until timestamptz;
begin
    if lease_time is null or lease_time not between interval '1 millisecond' and interval '1 day' then
        raise exception 'a lease of %: it is more than nothing and at most a day', coalesce(lease_time::text, 'NULL')
            using errcode = 'PFJ01',
                  hint = 'Take a few times what one batch needs; platform.heartbeat_job() prolongs it.';
    end if;
    update platform.jobs
    set leased_until = greatest(leased_until, moment + lease_time)
    where id = job_id and attempts = attempt and leased_until > moment
    returning leased_until into until;
    if not found then
        perform platform.refuse_lease(job_id, attempt);
    end if;
    return until;
end
$$;

comment on function platform.heartbeat_job(bigint, integer, interval) is
    'Prolongs a lease and returns when it ends now; never shortens it. Raises PFJ02 if it is lost: stop working.';

revoke execute on function platform.heartbeat_job(bigint, integer, interval) from public;

create function platform.finish_job(job_id bigint, attempt integer, job_result jsonb default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    with ended as (
        delete from platform.jobs
        where id = job_id and attempts = attempt and leased_until > clock_timestamp()
        returning *
    )
    insert into platform.jobs_archive (
        id, queue, kind, payload, attempts, unique_key, worker, outcome, result, last_error, created_at
    )
    select id, queue, kind, payload, attempts, unique_key, worker, 'done', job_result, last_error, created_at
    from ended;
    if not found then
        perform platform.refuse_lease(job_id, attempt);
    end if;
end
$$;

comment on function platform.finish_job(bigint, integer, jsonb) is
    'The job is done: moves it to the archive with its result. Call it in the transaction of the work; it raises '
    'PFJ02 if the lease is lost, and the work with it is undone.';

revoke execute on function platform.finish_job(bigint, integer, jsonb) from public;

create function platform.give_up_job(job platform.jobs, job_outcome text, reason text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    delete from platform.jobs where id = job.id;
    insert into platform.jobs_archive (
        id, queue, kind, payload, attempts, unique_key, worker, outcome, last_error, created_at
    )
    values (
        job.id, job.queue, job.kind, job.payload, job.attempts, job.unique_key, job.worker, job_outcome,
        coalesce(reason, job.last_error), job.created_at
    );
end
$$;

comment on function platform.give_up_job(platform.jobs, text, text) is
    'Moves a job that its caller has locked to the archive, failed or cancelled.';

revoke execute on function platform.give_up_job(platform.jobs, text, text) from public;

create function platform.retry_delay(
    attempt integer,
    base interval default '1 second',
    cap interval default '1 hour'
)
    returns interval
    language sql
    volatile
    parallel restricted
    security invoker
    return least(cap, base * (2 ^ (least(greatest(attempt, 1), 31) - 1)))
           * (0.5 + random() / 2);

comment on function platform.retry_delay(integer, interval, interval) is
    'How long to wait after a failed attempt: base, doubled with each attempt, at most cap; of this between half '
    'and all, by chance, so that jobs that failed together do not return together.';

revoke execute on function platform.retry_delay(integer, interval, interval) from public;

create function platform.fail_job(job_id bigint, attempt integer, reason text, retry boolean default true)
    returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    job platform.jobs;
    again timestamptz;
begin
    if reason is null or reason !~ '\S' then
        raise exception 'attempt % of job % failed, and no reason is given', attempt, job_id
            using errcode = 'PFJ01',
                  hint = 'Pass the error''s text, without personal data: it is kept.';
    end if;
    select * into job
    from platform.jobs
    where id = job_id and attempts = attempt and leased_until > clock_timestamp()
    for update;
    if not found then
        perform platform.refuse_lease(job_id, attempt);
    end if;
    if not retry or job.attempts >= job.max_attempts then
        perform platform.give_up_job(job, 'failed', reason);
        return null;
    end if;
    again := clock_timestamp() + platform.retry_delay(job.attempts);
    update platform.jobs
    set worker = null, leased_until = null, run_at = again, last_error = reason
    where id = job.id;
    return again;
end
$$;

comment on function platform.fail_job(bigint, integer, text, boolean) is
    'The attempt failed: puts the job back for later and returns when, or archives it as failed and returns NULL '
    'if that was the last attempt or retry is false. Raises PFJ02 if the lease is lost.';

revoke execute on function platform.fail_job(bigint, integer, text, boolean) from public;

create function platform.cancel_job(job_id bigint, reason text default null) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    job platform.jobs;
begin
    select * into job from platform.jobs where id = job_id for update;
    if not found then
        raise exception 'there is no live job %', coalesce(job_id::text, 'NULL')
            using errcode = 'PFJ03',
                  hint = 'It may have ended: see platform.jobs_archive.';
    end if;
    perform platform.give_up_job(job, 'cancelled', reason);
    return case when job.leased_until is null then 'waiting' else 'running' end;
end
$$;

comment on function platform.cancel_job(bigint, text) is
    'Takes a live job out of the queue and says what it was doing: waiting or running. A worker that has it is told '
    'by its next heartbeat, and can no longer finish it.';

revoke execute on function platform.cancel_job(bigint, text) from public;

create function platform.rescue_jobs(batch_size integer default 100, out requeued integer, out failed integer)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    moment constant timestamptz := clock_timestamp();
    job platform.jobs;
    reason text;
begin
    if batch_size is null or batch_size not between 1 and 1000 then
        raise exception 'a batch of % jobs: it is 1 to 1000', coalesce(batch_size::text, 'NULL')
            using errcode = 'PFJ01',
                  hint = 'Call it again while it rescues as many as it may.';
    end if;
    requeued := 0;
    failed := 0;
    for job in
        select * from platform.jobs
        where leased_until <= moment
        order by leased_until
        limit batch_size
        for update skip locked
    loop
        reason := format('the lease of worker %s ended at %s', job.worker, job.leased_until);
        if job.attempts >= job.max_attempts then
            perform platform.give_up_job(job, 'failed', reason);
            failed := failed + 1;
        else
            update platform.jobs
            set worker = null, leased_until = null, last_error = reason,
                run_at = moment + platform.retry_delay(job.attempts)
            where id = job.id;
            requeued := requeued + 1;
        end if;
    end loop;
end
$$;

comment on function platform.rescue_jobs(integer) is
    'Takes jobs back from workers whose lease ended, dead or too slow: puts them back for later, or archives as '
    'failed those that have used up their attempts. Says how many of each.';

revoke execute on function platform.rescue_jobs(integer) from public;

grant execute on function
    platform.enqueue_job(text, text, jsonb, timestamptz, integer, integer, text),
    platform.claim_jobs(text, text, integer, interval),
    platform.heartbeat_job(bigint, integer, interval),
    platform.finish_job(bigint, integer, jsonb),
    platform.fail_job(bigint, integer, text, boolean),
    platform.cancel_job(bigint, text),
    platform.rescue_jobs(integer)
    to nexus_app, shop_app, learn_app;
