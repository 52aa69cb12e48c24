-- depends: platform-0014-add-audit-seals
--
-- One queue for everything that is done later or elsewhere: ingestion of documents, notifications, reminders.
-- It lives in the database so that a job is enqueued, and its effect recorded, in the transaction of the
-- change it belongs to.
--
-- The queue holds live jobs only, those that wait and those that run: it stays small however many were ever
-- done, and its indexes with it. A job that ended moves to the archive. A job runs while it has a lease, that
-- is a worker and a time until which the job is that worker's; a waiting job has neither. The attempt counts
-- the leases, and so tells two leases of one job apart: only the worker of the last one, in time, may finish it.
--
-- There are ten priorities because a claim looks into each of them in turn: with (queue, priority, run_at) in
-- the index, each look is one range that begins at a job which is due. Sorted by a free priority and run_at it
-- would wade through every job that is planned for later.
--
-- Rows come and go quickly: the queue is vacuumed after a thousand dead rows, not after a fifth of the table.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the jobs and their archive.

set local role platform_owner;

set local role platform_owner;

create table platform.jobs (
    id bigint generated always as identity,
    queue text not null,
    kind text not null,
    payload jsonb not null default '{}',
    priority smallint not null default 5,
    run_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    max_attempts integer not null default 10,
    unique_key text,
    worker text,
    leased_until timestamptz,
    last_error text,
    created_at timestamptz not null default clock_timestamp(),
    constraint jobs_pkey primary key (id),
    constraint jobs_queue_is_a_name check (queue ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    constraint jobs_kind_is_a_name check (kind ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    constraint jobs_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
    constraint jobs_priority_is_0_to_9 check (priority between 0 and 9),
    constraint jobs_attempts_are_not_negative check (attempts >= 0),
    constraint jobs_attempts_are_at_most_max_attempts check (attempts <= max_attempts),
    constraint jobs_max_attempts_is_positive check (max_attempts > 0),
    constraint jobs_unique_key_is_not_blank check (unique_key ~ '\S'),
    constraint jobs_worker_has_a_lease check ((worker is null) = (leased_until is null)),
    constraint jobs_running_was_attempted check (leased_until is null or attempts > 0)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000
);

-- What a claim reads: the due jobs of one queue and priority, the oldest first.
create index jobs_queue_priority_run_at_idx on platform.jobs (queue, priority, run_at, id)
    where leased_until is null;

-- What a rescue reads: leases, the first to end first.
create index jobs_leased_until_idx on platform.jobs (leased_until)
    where leased_until is not null;

create unique index jobs_queue_unique_key_key on platform.jobs (queue, unique_key)
    where unique_key is not null;

comment on table platform.jobs is
    'Jobs that wait or run; those that ended are in jobs_archive. Written through functions only.';
comment on column platform.jobs.id is
    'In the order of creation.';
comment on column platform.jobs.queue is
    'Which workers take it.';
comment on column platform.jobs.kind is
    'What is to be done, as the worker knows it.';
comment on column platform.jobs.payload is
    'With what: ids of rows rather than copies of them, for a copy grows old and may be somebody''s personal data.';
comment on column platform.jobs.priority is
    '0 is taken first, 9 last; within one priority the job that was due first.';
comment on column platform.jobs.run_at is
    'Not before this time.';
comment on column platform.jobs.attempts is
    'How often a worker took it; with the id it names one lease.';
comment on column platform.jobs.max_attempts is
    'After so many attempts it is given up and archived as failed.';
comment on column platform.jobs.unique_key is
    'No two live jobs of a queue have the same; NULL where that does not matter.';
comment on column platform.jobs.worker is
    'Who has it now; NULL while it waits.';
comment on column platform.jobs.leased_until is
    'Until when it is the worker''s; past this time it may be given to another. NULL while it waits.';
comment on column platform.jobs.last_error is
    'Why the last attempt did not succeed.';
comment on column platform.jobs.created_at is
    'When it was enqueued.';

create table platform.jobs_archive (
    id bigint not null,
    queue text not null,
    kind text not null,
    payload jsonb not null,
    attempts integer not null,
    unique_key text,
    worker text,
    outcome text not null,
    result jsonb,
    last_error text,
    created_at timestamptz not null,
    finished_at timestamptz not null default clock_timestamp(),
    constraint jobs_archive_pkey primary key (id),
    constraint jobs_archive_outcome_is_known check (outcome in ('done', 'failed', 'cancelled')),
    constraint jobs_archive_failed_says_why check (outcome <> 'failed' or last_error is not null)
);

-- What a purge reads; times grow with the table, so that a few kilobytes tell where the old rows lie.
create index jobs_archive_finished_at_idx on platform.jobs_archive using brin (finished_at)
    with (autosummarize = on);

comment on table platform.jobs_archive is
    'Jobs that ended, one row each, however many attempts they took.';
comment on column platform.jobs_archive.id is
    'The id it had in the queue. A second end of the same job breaks the primary key.';
comment on column platform.jobs_archive.queue is
    'As in jobs.';
comment on column platform.jobs_archive.kind is
    'As in jobs.';
comment on column platform.jobs_archive.payload is
    'As in jobs.';
comment on column platform.jobs_archive.attempts is
    'How often a worker took it.';
comment on column platform.jobs_archive.unique_key is
    'As in jobs; here it may occur many times.';
comment on column platform.jobs_archive.worker is
    'Who had it at the end; NULL if nobody had.';
comment on column platform.jobs_archive.outcome is
    'done: finished by its worker; failed: given up; cancelled: taken out of the queue.';
comment on column platform.jobs_archive.result is
    'What the worker had to say when it finished.';
comment on column platform.jobs_archive.last_error is
    'Why it was given up, or why the attempt before the last one failed.';
comment on column platform.jobs_archive.created_at is
    'As in jobs.';
comment on column platform.jobs_archive.finished_at is
    'When it ended.';
