begin;
select plan(12);

select test.jobs(6);
create temporary table lease as select * from platform.claim_jobs('mail', 'ada', batch_size => 5);
update platform.jobs set leased_until = '2001-01-01 00:00+00' where id = 7001;
set local timezone to 'UTC';

select throws_ok(
    'select platform.finish_job(7001, 1)',
    'PFJ02', 'attempt 1 of job 7001 no longer has its lease: the lease ended at 2001-01-01 00:00:00+00',
    'a worker that comes late cannot finish, though nobody else has taken the job'
);

select throws_ok(
    'select platform.heartbeat_job(7001, 1)',
    'PFJ02', 'attempt 1 of job 7001 no longer has its lease: the lease ended at 2001-01-01 00:00:00+00',
    'nor prolong'
);

select throws_ok(
    $$select platform.fail_job(7001, 1, 'too slow')$$,
    'PFJ02', 'attempt 1 of job 7001 no longer has its lease: the lease ended at 2001-01-01 00:00:00+00',
    'nor fail'
);

select throws_ok(
    'select platform.finish_job(7002, 2)',
    'PFJ02', 'attempt 2 of job 7002 no longer has its lease: the job is in attempt 1',
    'an attempt that is not the last one cannot finish'
);

select throws_ok(
    'select platform.finish_job(7002, null)',
    'PFJ02', 'attempt NULL of job 7002 no longer has its lease: the job is in attempt 1',
    'an attempt must be named'
);

select throws_ok(
    'select platform.finish_job(7006, 0)',
    'PFJ02', 'attempt 0 of job 7006 no longer has its lease: the job was put back into the queue',
    'a job that waits cannot be finished'
);

select throws_ok(
    'select platform.finish_job(9999, 1)',
    'PFJ02', 'attempt 1 of job 9999 no longer has its lease: there is no such job',
    'a job that is not there cannot be finished'
);

select platform.finish_job(7003, 1);
update platform.jobs_archive set finished_at = '2001-01-01 00:00+00' where id = 7003;
select throws_ok(
    'select platform.finish_job(7003, 1)',
    'PFJ02', 'attempt 1 of job 7003 no longer has its lease: the job ended at 2001-01-01 00:00:00+00, done in attempt 1',
    'a job cannot be finished twice'
);

select platform.cancel_job(7004);
update platform.jobs_archive set finished_at = '2001-01-01 00:00+00' where id = 7004;
select throws_ok(
    'select platform.finish_job(7004, 1)',
    'PFJ02', 'attempt 1 of job 7004 no longer has its lease: the job was cancelled at 2001-01-01 00:00:00+00',
    'a job that was cancelled cannot be finished'
);

select is(
    (select count(*) from platform.jobs_archive), 2::bigint,
    'a refused finish archives nothing'
);

select lives_ok(
    'select platform.finish_job(7005, 1)',
    'the worker that has its lease still can'
);

select is(
    (select array_agg(id order by id) from platform.jobs), array[7001, 7002, 7006]::bigint[],
    'the others stay in the queue'
);

select * from finish();
rollback;
