begin;
select plan(5);

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

-- What a heartbeat read from the clock is the end of the new lease, less its length. Two hundred leases end some
-- microseconds after the call begins, as many as it may take to read the clock: a few end just then.
create function pg_temp.shortest_prolonged() returns interval language plpgsql as $$
declare
    ends timestamptz;
    shortest interval;
begin
    for job in 7001..7200 loop
        update platform.jobs
        set attempts = 1, worker = 'ada', leased_until = clock_timestamp() + interval '100 microseconds'
        where id = job
        returning leased_until into ends;
        while clock_timestamp() < ends - job % 16 * interval '1 microsecond' loop
        end loop;
        begin
            shortest := least(shortest, ends - (platform.heartbeat_job(job, 1, '1 minute') - interval '1 minute'));
        exception
            when sqlstate 'PFJ02' then null;
        end;
    end loop;
    return shortest;
end
$$;

delete from platform.jobs;
select test.jobs(200);

select isnt(
    pg_temp.shortest_prolonged() <= interval '0', true,
    'a lease that ends at the very moment of a heartbeat is not prolonged'
);

select * from finish();
rollback;
