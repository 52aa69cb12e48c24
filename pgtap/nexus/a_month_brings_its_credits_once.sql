begin;
select plan(19);

select test.nexus_school(), test.nexus_parent('stranger');
select test.nexus_student('other', 'stranger'), test.nexus_student('none', 'stranger');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('plan', 'pupil', 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01');
insert into nexus.cron_executions ("jobName", "executionKey", status)
    values ('monthly-allocation', '2026-02', 'RUNNING'), ('credit-expiration', '2026-03', 'RUNNING');

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
select set_eq(
    $$select "jobName", "executionKey", status::text, "completedAt" is not null from nexus.cron_executions$$,
    $$values ('monthly-allocation', '2026-03', 'COMPLETED', true), ('monthly-allocation', '2026-02', 'RUNNING', false),
             ('credit-expiration', '2026-03', 'RUNNING', false)$$,
    'INV-CRON-2: the run is recorded with its end, and no other is'
);
select is((nexus.allocate_month('plan', '2026-04-01')).replayed, false, 'what was given when a subscription began');
select results_eq(
    $$select turn, subscriptions, credits from nexus.allocate_monthly_credits('2026-04-15')$$, $$values ('run', 0, 0.00)$$,
    'is not given again by the month'
);
insert into nexus.cron_executions ("jobName", "executionKey", status, "completedAt")
    values ('monthly-allocation', '2026-05', 'COMPLETED', now());
select is((nexus.allocate_monthly_credits('2026-05-15')).turn, 'done', 'a month that the application gave is given');
select is((nexus.allocate_monthly_credits('2026-05-31')).turn, 'done', 'and stays so');
update nexus.subscriptions set status = 'CANCELLED', "endDate" = now();
select is((nexus.allocate_monthly_credits('2026-06-15')).subscriptions, 0, 'a subscription that has ended gets none');

update nexus.credit_lots set "expiresAt" = now() + interval '6 days' where "expiresAt" is not null;
-- One that is spent, one that has expired, one that keeps; and some of another pupil's.
select nexus.add_credits('pupil', 'CREDIT_ADD', 3, 'Spent', now() + interval '1 day');
select nexus.spend_credits('pupil', 3, 'All of it');
select nexus.add_credits('pupil', 'CREDIT_ADD', 5, 'Gone', now() - interval '1 day'),
       nexus.add_credits('pupil', 'CREDIT_ADD', 7, 'Kept', now() + interval '8 days'),
       nexus.add_credits('pupil', 'CREDIT_ADD', 0.25, 'Rest', now() + interval '2 days'),
       nexus.add_credits('other', 'CREDIT_ADD', 9, 'Other', now() + interval '5 days');
select results_eq(
    'select turn, pupils, credits from nexus.remind_of_expiring_credits()', $$values ('run', 2, 17.25)$$,
    'seven days before they expire'
);
select results_eq(
    $$select "userId", type, data::jsonb ->> 'credits', (data::jsonb ->> 'from')::timestamptz
      from nexus.notifications order by "userId"$$,
    $$values ('parent', 'CREDITS_EXPIRING', '8.25', (now() + interval '2 days')::timestamptz(3)),
             ('stranger', 'CREDITS_EXPIRING', '9.00', (now() + interval '5 days')::timestamptz(3))$$,
    'each parent is told how many, and from when'
);
select set_eq(
    $$select t.description from nexus.credit_lots as l join nexus.credit_transactions as t on t.id = l."entryId"
      where l."remindedAt" is not null and t.type = 'CREDIT_ADD'$$,
    array['Rest', 'Other'], 'and of these, not of what is spent, gone or kept'
);
select results_eq(
    $$select status::text, "completedAt" is not null from nexus.cron_executions where "jobName" = 'credit-expiry-reminder'$$,
    $$values ('COMPLETED', true)$$, 'the run is recorded with its end'
);
select nexus.add_credits('other', 'CREDIT_ADD', 1, 'Later', now() + interval '5 days');
select results_eq(
    'select turn, pupils, credits from nexus.remind_of_expiring_credits()', $$values ('done', 0, 0.00)$$, 'once a day'
);
select is((select count(*) from nexus.notifications), 2::bigint, 'and nobody is told more');
update nexus.credit_lots set "remindedAt" = now() where "studentId" = 'other';
delete from platform.runs;
delete from nexus.cron_executions;
select results_eq(
    'select turn, pupils, credits from nexus.remind_of_expiring_credits()', $$values ('run', 0, 0.00)$$, 'once for each lot'
);

select throws_ok(
    format('select nexus.allocate_month(%L, %L)', plan, month),
    'NXC03', format('no month %s of a subscription %L', coalesce(month, 'NULL'), plan), why
)
from (values
    ('plan', null, 'a month is named'), ('nowhere', '2026-03-01', 'and so is a subscription that there is')
) as tried (plan, month, why);
select test.nexus_student('sister', 'parent');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('small', 'sister', 'HYBRIDE', 450, 1, 'ACTIVE', '2026-01-01');
select results_eq(
    $$select turn, subscriptions, credits from nexus.allocate_monthly_credits('2026-07-15')$$, $$values ('run', 1, 1.00)$$,
    'a single credit a month is given, too'
);

select * from finish();
rollback;
