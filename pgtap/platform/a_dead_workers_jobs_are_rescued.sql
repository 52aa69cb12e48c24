begin;
select plan(7);

set local timezone to 'UTC';
select test.jobs(3);
update platform.jobs set max_attempts = 1 where id = 7002;
create temporary table lease as select * from platform.claim_jobs('mail', 'ada', batch_size => 3);
update platform.jobs set leased_until = '2001-01-01 00:00+00' where id < 7003;

select results_eq(
    'select * from platform.rescue_jobs()',
    'values (1, 1)',
    'of two jobs whose lease ended, one returns and one had no attempt left'
);

select results_eq(
    'select worker, leased_until, attempts, last_error from platform.jobs where id = 7001',
    $$values (null::text, null::timestamptz, 1, 'the lease of worker ada ended at 2001-01-01 00:00:00+00')$$,
    'the one that returns waits again, and says whose lease ended'
);

select ok(
    run_at between clock_timestamp() - interval '1 minute' and clock_timestamp() + interval '1 second'
    and run_at > created_at,
    'it is due soon, after the delay of its attempt'
) from platform.jobs where id = 7001;

select results_eq(
    'select outcome, worker, last_error from platform.jobs_archive where id = 7002',
    $$values ('failed', 'ada', 'the lease of worker ada ended at 2001-01-01 00:00:00+00')$$,
    'the other is archived as failed: a job that kills its workers does not live for ever'
);

select results_eq(
    'select worker, attempts from platform.jobs where id = 7003',
    $$values ('ada', 1)$$,
    'a job whose lease goes on is left alone'
);

select results_eq(
    'select * from platform.rescue_jobs()',
    'values (0, 0)',
    'there is nothing more to rescue'
);

-- What a rescue read from the clock is when the first job that it puts back is due, less the delay, which is by chance and
-- can be repeated. Two hundred other leases end some microseconds after the call begins, as many as it may take to read
-- the clock: a few end just then.
create function pg_temp.shortest_left() returns interval language plpgsql as $$
declare
    delay interval;
    ends timestamptz;
    left_over interval;
    shortest interval;
begin
    for job in 7002..7201 loop
        perform setseed(0.5);
        delay := platform.retry_delay(1);
        perform setseed(0.5);
        ends := clock_timestamp() + interval '200 microseconds';
        update platform.jobs
        set attempts = 1, worker = 'ada', leased_until = case id when job then ends else ends - interval '1 hour' end
        where id in (7001, job);
        while clock_timestamp() < ends - job % 16 * interval '1 microsecond' loop
        end loop;
        perform platform.rescue_jobs();
        select j.leased_until - (first.run_at - delay) into left_over
        from platform.jobs as j, platform.jobs as first
        where j.id = job and first.id = 7001;
        shortest := least(shortest, left_over);
    end loop;
    return shortest;
end
$$;

delete from platform.jobs;
select test.jobs(201);

select isnt(
    pg_temp.shortest_left() <= interval '0', true,
    'a lease that ends at the very moment of a rescue has ended'
);

select * from finish();
rollback;
