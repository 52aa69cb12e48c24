begin;
select plan(4);

do $$ begin perform platform.enqueue_job('mail', 'note'); end $$;
create temporary table lease as select * from platform.claim_jobs('mail', 'ada', lease_time => '1 minute');

select ok(
    platform.heartbeat_job(id, attempts, '1 hour') > clock_timestamp() + interval '59 minutes',
    'a heartbeat moves the end of the lease on'
) from lease;

select ok(
    platform.heartbeat_job(id, attempts, '1 second') > clock_timestamp() + interval '59 minutes',
    'a heartbeat never shortens a lease'
) from lease;

select ok(
    leased_until > clock_timestamp() + interval '59 minutes' and attempts = 1,
    'it is the same attempt'
) from platform.jobs;

select is_empty(
    $$select * from platform.rescue_jobs() where requeued > 0 or failed > 0$$,
    'a job whose lease goes on is not taken away'
);

select * from finish();
rollback;
