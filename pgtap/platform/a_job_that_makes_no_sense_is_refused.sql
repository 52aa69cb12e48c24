begin;
select plan(19);

select throws_ok(
    $$select platform.enqueue_job('Mail', 'note')$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_queue_is_a_name"',
    'a queue has a name in lower case'
);

select throws_ok(
    $$select platform.enqueue_job('mail', '')$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_kind_is_a_name"',
    'a kind has a name'
);

select throws_ok(
    $$select platform.enqueue_job('mail', 'note', '[]')$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_payload_is_an_object"',
    'a payload is an object'
);

select throws_ok(
    $$select platform.enqueue_job('mail', 'note', job_priority => 10)$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_priority_is_0_to_9"',
    'there is no priority 10'
);

select throws_ok(
    $$select platform.enqueue_job('mail', 'note', job_priority => -1)$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_priority_is_0_to_9"',
    'nor -1'
);

select throws_ok(
    $$select platform.enqueue_job('mail', 'note', attempts_allowed => 0)$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_max_attempts_is_positive"',
    'a job is attempted at least once'
);

select throws_ok(
    $$select platform.enqueue_job('mail', 'note', live_key => ' ')$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_unique_key_is_not_blank"',
    'a key is not blank'
);

select throws_ok(
    $$insert into platform.jobs (queue, kind, attempts, max_attempts) values ('mail', 'note', 4, 3)$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_attempts_are_at_most_max_attempts"',
    'no job is attempted more often than it may be'
);

select throws_ok(
    $$insert into platform.jobs (queue, kind, attempts) values ('mail', 'note', -1)$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_attempts_are_not_negative"',
    'attempts are counted from nought'
);

select throws_ok(
    $$insert into platform.jobs (queue, kind, attempts, worker) values ('mail', 'note', 1, 'ada')$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_worker_has_a_lease"',
    'a worker has a lease'
);

select throws_ok(
    $$insert into platform.jobs (queue, kind, attempts, worker, leased_until) values ('mail', 'note', 0, 'ada', now())$$,
    '23514', 'new row for relation "jobs" violates check constraint "jobs_running_was_attempted"',
    'a lease is an attempt'
);

select throws_ok(
    $$select * from platform.claim_jobs('mail', '')$$,
    'PFJ01', 'a claim names a queue and a worker',
    'a worker has a name'
);

select throws_ok(
    $$select * from platform.claim_jobs(null, 'ada')$$,
    'PFJ01', 'a claim names a queue and a worker',
    'a claim is of one queue'
);

select throws_ok(
    $$select * from platform.claim_jobs('mail', 'ada', batch_size => 0)$$,
    'PFJ01', 'a batch of 0 jobs: it is 1 to 1000',
    'nobody claims nothing'
);

select throws_ok(
    $$select * from platform.claim_jobs('mail', 'ada', batch_size => 1001)$$,
    'PFJ01', 'a batch of 1001 jobs: it is 1 to 1000',
    'nobody claims everything'
);

select throws_ok(
    $$select * from platform.claim_jobs('mail', 'ada', lease_time => '0 seconds')$$,
    'PFJ01', 'a lease of 00:00:00: it is more than nothing and at most a day',
    'a lease has a length'
);

select throws_ok(
    $$select platform.heartbeat_job(1, 1, '25 hours')$$,
    'PFJ01', 'a lease of 25:00:00: it is more than nothing and at most a day',
    'a lease ends within a day'
);

select throws_ok(
    'select platform.rescue_jobs(0)',
    'PFJ01', 'a batch of 0 jobs: it is 1 to 1000',
    'a rescue is of at least one job'
);

select is_empty(
    'select * from platform.jobs',
    'nothing of this is in the queue'
);

select * from finish();
rollback;
