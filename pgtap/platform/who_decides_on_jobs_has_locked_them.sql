begin;
select plan(7);

-- What was locked bears a mark in its xmax, even when what was done is undone. Each call is stopped where it would write:
-- what is marked by then was locked beforehand. Jobs are updated one by one, so that the first one is marked in any case.
create function pg_temp.stop() returns trigger language plpgsql as $$
begin
    raise exception 'stopped' using errcode = 'PT000';
end
$$;
create trigger stop_updates before update on platform.jobs for each row execute function pg_temp.stop();
create trigger stop_deletes before delete on platform.jobs for each statement execute function pg_temp.stop();

create function pg_temp.locked_by(call text) returns text language plpgsql as $$
declare
    before constant jsonb := (select jsonb_object_agg(j.kind, j.xmax::text) from platform.jobs as j);
begin
    begin
        execute call;
        return 'not stopped';
    exception
        when sqlstate 'PT000' then null;
    end;
    return (select string_agg(j.kind, ', ' order by j.id) from platform.jobs as j where j.xmax::text <> before ->> j.kind);
end
$$;

insert into platform.jobs (queue, kind, run_at, attempts, max_attempts, worker, leased_until)
select queue, kind, now() + run_at, attempts, 3, worker, now() + leased_until
from (values
    ('mail', 'oldest', interval '-3 minutes', 0, null, null::interval),
    ('mail', 'older', '-2 minutes', 0, null, null),
    ('mail', 'old', '-1 minute', 0, null, null),
    ('mail', 'planned', '1 hour', 0, null, null),
    ('bills', 'other', '-4 minutes', 0, null, null),
    ('mail', 'lost', '-1 hour', 3, 'ada', '-3 minutes'),
    ('mail', 'lost_too', '-1 hour', 3, 'ada', '-2 minutes'),
    ('mail', 'late', '-1 hour', 3, 'ada', '-1 minute'),
    ('mail', 'busy', '-1 hour', 3, 'ada', '1 hour'),
    ('mail', 'as_busy', '-1 hour', 1, 'ada', '1 hour')
) as t (queue, kind, run_at, attempts, worker, leased_until);
create temporary table named as select kind, id, attempts from platform.jobs;

select is(
    pg_temp.locked_by($$select platform.claim_jobs('mail', 'bob', batch_size => 2)$$), 'oldest, older',
    'a claim has locked all the jobs that it takes before it takes the first, and no others'
);

select is(
    pg_temp.locked_by('select platform.rescue_jobs(2)'), 'lost, lost_too',
    'so has a rescue'
);

select is(
    pg_temp.locked_by($$select platform.cancel_job(id) from named where kind = 'planned'$$), 'planned',
    'a job is locked when it is cancelled'
);

select is(
    pg_temp.locked_by($$select platform.fail_job(id, attempts, 'no', retry => false) from named where kind = 'as_busy'$$), 'as_busy',
    'and when it fails for good'
);

select is(
    pg_temp.locked_by($$select platform.fail_job(id, attempts, 'no') from named where kind = 'busy'$$), 'busy',
    'or for the last time'
);

drop trigger stop_updates on platform.jobs;
create trigger stop_updates before update on platform.jobs for each statement execute function pg_temp.stop();

select is(
    pg_temp.locked_by($$select platform.fail_job(id, attempts, 'no') from named where kind = 'as_busy'$$), 'as_busy',
    'and also when it is put back'
);

select is(
    pg_temp.locked_by('update platform.jobs set run_at = now()'), null,
    'who is stopped before the first one has locked nothing'
);

select * from finish();
rollback;
