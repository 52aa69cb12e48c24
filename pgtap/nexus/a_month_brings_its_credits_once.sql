begin;
select plan(11);

select test.nexus_school();
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('plan', 'pupil', 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01');

select results_eq(
    $$select turn, subscriptions, credits from nexus.allocate_monthly_credits('2026-03-15')$$, $$values ('run', 1, 4.00)$$,
    'an active subscription gets its credits'
);
select results_eq(
    $$select type, amount, "expiresAt" = nexus.credit_expiry(now())::timestamptz(3), reference from nexus.credit_transactions where number = 2$$,
    $$values ('MONTHLY_ALLOCATION', 4.00, true, 'month:2026-03:plan')$$, 'good for two months'
);
select results_eq(
    $$select turn, subscriptions, credits from nexus.allocate_monthly_credits('2026-03-31')$$, $$values ('done', 0, 0.00)$$,
    'INV-CRON-1: once a month'
);
select results_eq(
    $$select "jobName", "executionKey", status::text, "completedAt" is not null from nexus.cron_executions$$,
    $$values ('monthly-allocation', '2026-03', 'COMPLETED', true)$$, 'INV-CRON-2: the run is recorded with its end'
);
select is((nexus.allocate_month('plan', '2026-04-01')).replayed, false, 'what was given when a subscription began');
select results_eq(
    $$select turn, subscriptions, credits from nexus.allocate_monthly_credits('2026-04-15')$$, $$values ('run', 0, 0.00)$$,
    'is not given again by the month'
);
insert into nexus.cron_executions ("jobName", "executionKey", status, "completedAt")
    values ('monthly-allocation', '2026-05', 'COMPLETED', now());
select is((nexus.allocate_monthly_credits('2026-05-15')).turn, 'done', 'a month that the application gave is given');
update nexus.subscriptions set status = 'CANCELLED', "endDate" = now();
select is((nexus.allocate_monthly_credits('2026-06-15')).subscriptions, 0, 'a subscription that has ended gets none');

update nexus.credit_lots set "expiresAt" = now() + interval '6 days' where "expiresAt" is not null;
select results_eq(
    'select turn, pupils, credits from nexus.remind_of_expiring_credits()', $$values ('run', 1, 8.00)$$,
    'seven days before they expire'
);
select results_eq(
    $$select "userId", type from nexus.notifications$$, $$values ('parent', 'CREDITS_EXPIRING')$$, 'the parent is told'
);
delete from platform.runs;
delete from nexus.cron_executions;
select results_eq(
    'select turn, pupils, credits from nexus.remind_of_expiring_credits()', $$values ('run', 0, 0.00)$$, 'once for each lot'
);

select * from finish();
rollback;
