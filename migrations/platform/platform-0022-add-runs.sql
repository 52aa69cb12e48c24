-- depends: platform-0021-add-job-functions
--
-- Work that a clock starts and that must happen once per period: the digest of a day, the invoices of a month.
-- Several schedulers may fire at once; each asks first, in the transaction in which it does the work:
--
--   begin;
--   select platform.run_once('invoices', '2025-06');     -- 'run': it is yours; 'done', 'running': it is not
--   … the work …
--   select platform.finish_run('invoices', '2025-06', '{"invoices": 412}');
--   commit;
--
-- If the work fails, its rollback takes the row away, and whoever asks next runs it. A row that was begun and
-- not finished cannot be committed (PFJ04): a caller that asks outside a transaction, and so would leave a period
-- marked and its work undone, gets an error instead. Others are told at once and never wait: who runs holds an
-- advisory lock until its transaction ends. Work too long for one transaction enqueues jobs here and does them
-- there.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback forgets what was run.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFJ04', 'A run was begun and not finished in its transaction.', 'Begin a transaction, call run_once(), do the work, call finish_run(), commit.'),
    ('PFJ05', 'This transaction does not run that job for that period.', 'Call run_once() first; go on only if it returns run.');

set local role platform_owner;

create table platform.runs (
    job text not null,
    key text not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    result jsonb,
    constraint runs_pkey primary key (job, key),
    constraint runs_job_is_a_name check (job ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    constraint runs_key_is_not_blank check (key ~ '\S')
);

comment on table platform.runs is
    'Scheduled work that was done, one row for each job and period. A row that can be seen is finished.';
comment on column platform.runs.job is
    'What is done.';
comment on column platform.runs.key is
    'For which period, as the scheduler writes it: 2025-06, 2025-06-30, 2025-W26.';
comment on column platform.runs.started_at is
    'When run_once() gave it to its caller.';
comment on column platform.runs.finished_at is
    'When finish_run() was called; NULL only within the transaction that runs it.';
comment on column platform.runs.result is
    'What the caller had to say of it.';

create function platform.refuse_unfinished_run() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if exists (select from platform.runs where job = new.job and key = new.key and finished_at is null) then
        raise exception 'the run of % for % was begun and not finished in its transaction', new.job, new.key
            using errcode = 'PFJ04',
                  hint = 'Between BEGIN and COMMIT call platform.run_once(), do the work, call '
                         'platform.finish_run().';
    end if;
    return null;
end
$$;

comment on function platform.refuse_unfinished_run() is
    'Constraint trigger at commit: a run that was begun was also finished.';

revoke execute on function platform.refuse_unfinished_run() from public;

create constraint trigger runs_are_finished_at_commit
    after insert on platform.runs
    deferrable initially deferred
    for each row execute function platform.refuse_unfinished_run();

create function platform.run_once(job_name text, period_key text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if job_name is null or period_key is null then
        raise exception 'a run names a job and a period'
            using errcode = 'PFJ01',
                  hint = 'As in platform.run_once(''invoices'', ''2025-06'').';
    end if;
    if exists (select from platform.runs where job = job_name and key = period_key and finished_at is not null) then
        return 'done';
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended(format('platform.runs %L %L', job_name, period_key), 0)) then
        return 'running';
    end if;
    -- Between the look and the lock it may have been done: the key decides.
    insert into platform.runs (job, key) values (job_name, period_key) on conflict (job, key) do nothing;
    if found then
        return 'run';
    end if;
    return case
        when exists (select from platform.runs where job = job_name and key = period_key and finished_at is null)
        then 'running'
        else 'done'
    end;
end
$$;

comment on function platform.run_once(text, text) is
    'Asks for the run of a job for a period. run: the caller does it, in this transaction, and then calls '
    'finish_run(); done: it was done; running: a transaction is doing it now. Never waits.';

revoke execute on function platform.run_once(text, text) from public;

create function platform.finish_run(job_name text, period_key text, run_result jsonb default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update platform.runs
    set finished_at = clock_timestamp(), result = run_result
    where job = job_name and key = period_key and finished_at is null;
    if not found then
        raise exception 'this transaction does not run % for %',
            coalesce(job_name, 'NULL'), coalesce(period_key, 'NULL')
            using errcode = 'PFJ05',
                  hint = 'Call platform.run_once() first; only when it returns run is the run yours.';
    end if;
end
$$;

comment on function platform.finish_run(text, text, jsonb) is
    'The work of a run is done: records when, and its result. Raises PFJ05 unless run_once() gave it to this '
    'transaction.';

revoke execute on function platform.finish_run(text, text, jsonb) from public;

grant execute on function platform.run_once(text, text), platform.finish_run(text, text, jsonb) to nexus_app, shop_app, learn_app;
