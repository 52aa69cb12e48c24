begin;
select plan(10);

-- A second caller waits for an advisory lock; who holds it is seen in one session, too.
create function pg_temp.keys_taken_by(call text) returns text language plpgsql as $$
declare
    before constant bigint := (
        select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'
    );
    said text;
begin
    execute call into said;
    return format('%s, %s', said, (
        select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'
    ) - before);
end
$$;

select is(
    pg_temp.keys_taken_by($$select replayed from platform.begin_once('order', 'call-key-1', '{"of": 1}')$$), 'false, 1',
    'who begins a call holds its key'
);

select platform.answer_once('order', 'call-key-1', '{"number": 7}');
select platform.begin_once('order', 'call-key-2', '{"of": 2}'), platform.answer_once('order', 'call-key-2', '{"number": 8}');

select is(
    pg_temp.keys_taken_by($$select replayed from platform.begin_once('order', 'call-key-3', '{"of": 3}', wait => false)$$), 'false, 1',
    'so does who would not wait for another'
);

select is(
    pg_temp.keys_taken_by($$select platform.run_once('bills', '2026-01')$$), 'run, 1', 'who begins a run holds its period'
);

select is(
    pg_temp.keys_taken_by($$select platform.run_once('bills', '2026-02')$$), 'run, 1', 'each period has a key of its own'
);

-- Releases that work side by side mean the same lock by the same words.
select set_eq(
    $$
        select classid::bigint << 32 | objid::bigint from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'
    $$,
    $$
        select hashtextextended(format('platform.idempotency_keys %L %L %L', 'order', '', 'call-key-' || n), 0)
        from generate_series(1, 3) as n
        union all
        select hashtextextended(format('platform.runs %L %L', 'bills', '2026-0' || n), 0) from generate_series(1, 2) as n
    $$,
    'a key is the hash of what is worked on'
);

select platform.finish_run('bills', '2026-01');

-- All locks of before are of this transaction: only those that are taken once more by another key would count.
insert into platform.idempotency_keys (operation, actor, key, fingerprint, answer, answered_at, expires_at)
select 'order', '', 'call-key-4', sha256(convert_to('{"of": 4}'::jsonb::text, 'UTF8')), '{"number": 9}', clock_timestamp(), now() + interval '1 hour';
select is(
    pg_temp.keys_taken_by($$select replayed from platform.begin_once('order', 'call-key-4', '{"of": 4}')$$), 'true, 0',
    'who repeats a call that is answered waits for nobody'
);
select is(
    pg_temp.keys_taken_by($$select replayed from platform.begin_once('order', 'call-key-4', '{"of": 4}', wait => false)$$), 'true, 0',
    'whether or not he would'
);

insert into platform.runs (job, key, finished_at) values ('bills', '2025-12', now()), ('mails', '2025-11', now());
insert into platform.runs (job, key) values ('mails', '2025-12');
select is(
    pg_temp.keys_taken_by($$select platform.run_once('bills', '2025-12')$$), 'done, 0',
    'who asks for a run that is done waits for nobody'
);
select is(
    pg_temp.keys_taken_by($$select platform.run_once('mails', '2025-12')$$), 'running, 1',
    'a run that was begun and is not done is looked at with its key held'
);
select is(
    pg_temp.keys_taken_by($$select platform.run_once('bills', '2025-11')$$), 'run, 1',
    'a run is told from others of its job, and from those of its period'
);

select * from finish();
rollback;
