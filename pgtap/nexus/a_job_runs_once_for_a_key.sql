begin;
select plan(4);

insert into nexus.cron_executions ("jobName", "executionKey", status)
    values ('monthly-allocation', '2026-03', 'RUNNING');

select throws_ok(
    $$insert into nexus.cron_executions ("jobName", "executionKey", status)
    values ('monthly-allocation', '2026-03', 'RUNNING')$$,
    '23505', 'duplicate key value violates unique constraint "cron_executions_job_key"',
    'INV-CRON-1: a month is allocated once'
);
select lives_ok(
    $$
        insert into nexus.cron_executions ("jobName", "executionKey", status)
        values ('monthly-allocation', '2026-04', 'RUNNING'), ('credit-expiration', '2026-03', 'RUNNING')
    $$,
    'another month, or another job, runs'
);
select is_empty(
    $$
        insert into nexus.cron_executions ("jobName", "executionKey", status)
        values ('monthly-allocation', '2026-03', 'RUNNING')
        on conflict ("jobName", "executionKey") do nothing
        returning id
    $$,
    'who comes second can be told so without an error'
);

update nexus.cron_executions set status = 'FAILED', "completedAt" = now() where "executionKey" = '2026-03';

select throws_ok(
    $$insert into nexus.cron_executions ("jobName", "executionKey", status)
    values ('monthly-allocation', '2026-03', 'RUNNING')$$,
    '23505', 'duplicate key value violates unique constraint "cron_executions_job_key"',
    'a run that failed is taken up again, not begun a second time'
);

select * from finish();
rollback;
