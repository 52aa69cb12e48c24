begin;
select plan(34);

select test.nexus_world();
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('next', 'pupil', 'IMMERSION', 750, 8, 'INACTIVE', '2026-01-01 00:00+00'),
           ('plain', 'pupil', 'ACCES_PLATEFORME', 150, 0, 'INACTIVE', '2026-01-01 00:00+00'),
           ('never', 'pupil', 'ACCES_PLATEFORME', 150, 0, 'INACTIVE', '2026-01-01 00:00+00');

select throws_ok(
    $$update nexus.subscriptions set status = 'ACTIVE' where id = 'next'$$,
    '23505', 'duplicate key value violates unique constraint "subscriptions_active_key"',
    'a second active subscription is refused, whoever writes it'
);
select is((select "guaranteeEligible" from nexus.students), true, 'HYBRIDE opens the guarantee');

select results_eq(
    $$select status::text, "startDate", "endDate" from nexus.begin_subscription('next', '2026-01-31 12:00+01')$$,
    $$values ('ACTIVE', timestamptz '2026-01-31 12:00+01', timestamptz '2026-02-28 12:00+01')$$,
    'what is paid begins and lasts a month'
);
select results_eq(
    $$select status::text, "endDate" from nexus.subscriptions where id = 'subscription'$$,
    $$values ('CANCELLED', timestamptz '2026-01-31 12:00+01')$$, 'the one before ends when it begins'
);
select results_eq(
    $$select type, amount from nexus.credit_transactions where type = 'MONTHLY_ALLOCATION'$$,
    $$values ('MONTHLY_ALLOCATION', 8.00)$$, 'and brings the credits of the month'
);
select is((nexus.allocate_month('next', '2026-01-01')).replayed, true, 'which the monthly job finds done');
select is((select "guaranteeEligible" from nexus.students), true, 'the guarantee goes on');
create temporary table guarantee as select "guaranteeActivatedAt" as began from nexus.students;

select results_eq(
    $$select "endDate" from nexus.begin_subscription('next', '2026-02-10 12:00+01')$$,
    $$values (timestamptz '2026-03-28 12:00+01')$$, 'paid again before its end, it lasts a month longer'
);
select results_eq(
    $$select "endDate" from nexus.begin_subscription('next', '2026-05-10 12:00+01')$$,
    $$values (timestamptz '2026-06-10 12:00+01')$$, 'paid after its end, from then on'
);
select is(
    (select count(*) from nexus.credit_transactions where type = 'MONTHLY_ALLOCATION'), 1::bigint,
    'the credits of further months are the monthly job''s'
);

set local app.current_user_id = 'parent';
select lives_ok($$select nexus.cancel_subscription('next')$$, 'a parent cancels');
select results_eq(
    $$select status::text, "endDate" from nexus.cancel_subscription('never')$$, $$values ('CANCELLED', null::timestamptz)$$,
    'what has not begun is cancelled, too'
);
select throws_ok(
    $$select nexus.cancel_subscription('next')$$,
    'NXS04', 'subscription next cannot be cancelled: it is CANCELLED', 'once'
);
select results_eq(
    'select "guaranteeEligible", "guaranteeActivatedAt" from nexus.students',
    'select false, began from guarantee', 'the guarantee ends; when it began first stays'
);
select throws_ok(
    $$select nexus.begin_subscription('next')$$,
    'NXS04', 'subscription ''next'' cannot begin: it is CANCELLED', 'what was cancelled does not begin again'
);
select throws_ok(
    $$update nexus.subscriptions set status = 'ACTIVE' where id = 'next'$$,
    'NX004', 'subscriptions next cannot go from CANCELLED to ACTIVE', 'nor by writing directly'
);
select throws_ok(
    $$select nexus.begin_subscription('gone')$$,
    'NXS04', 'subscription ''gone'' cannot begin: it is not there', 'nor what is not there'
);

select lives_ok($$select nexus.begin_subscription('plain', '2026-03-01 12:00+01')$$, 'a plan without credits begins');
select is((select "guaranteeEligible" from nexus.students), false, 'it opens no guarantee');
select is(nexus.expire_subscriptions('2026-04-01 11:59+01'), 0, 'nothing expires before its end');
select is(nexus.expire_subscriptions('2026-04-01 12:01+01'), null, 'the job of a day runs once');
select results_eq(
    $$select finished_at is not null, result from platform.runs where job = 'nexus.subscription-expiry' and key = '2026-04-01'$$,
    $$values (true, '{"expired": 0}'::jsonb)$$, 'and says what it did'
);
delete from platform.runs;
select is(nexus.expire_subscriptions('2026-04-01 12:00+01'), 1, 'at its end, a subscription expires');
select test.nexus_parent('stranger'), test.nexus_student('of stranger', 'stranger');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate", "endDate")
    values ('another', 'of stranger', 'ACCES_PLATEFORME', 150, 0, 'ACTIVE', '2026-01-01 00:00+00', '2026-03-01 00:00+00');
select is(nexus.expire_subscriptions('2026-04-02 12:00+01'), 1, 'and one that ended before, later');
select set_eq(
    $$select id from nexus.subscriptions where status = 'EXPIRED'$$, array['plain', 'another'], 'each by itself'
);
select results_eq(
    $$select status::text, "startDate", "endDate" from nexus.begin_subscription('plain', '2026-04-05 12:00+01')$$,
    $$values ('ACTIVE', timestamptz '2026-03-01 12:00+01', timestamptz '2026-05-05 12:00+01')$$,
    'paid late, it goes on'
);
update nexus.subscriptions set "endDate" = null where id = 'plain';
select results_eq(
    $$select id, status::text, "endDate" from nexus.begin_subscription('plain', '2026-04-20 12:00+01')$$,
    $$values ('plain', 'ACTIVE', null::timestamptz)$$, 'what has no end is not prolonged'
);

select throws_ok(
    $$update nexus.subscriptions set "monthlyPrice" = 1 where id = 'plain'$$,
    'NXS02',
    'the terms of subscription plain do not change: ACCES_PLATEFORME for pupil pupil, 150 TND and 0 credits a month',
    'the price is that of the day it was made'
);
select throws_ok(
    $$update nexus.subscriptions set "ariaSubjects" = '["POTIONS"]'$$,
    '23514',
    'new row for relation "subscriptions" violates check constraint "subscriptions_ariaSubjects_is_a_list_of_subjects"',
    'subjects of the assistant are subjects there are'
);
select throws_ok(
    $$update nexus.subscriptions set "ariaSubjects" = 'NSI'$$,
    '23514',
    'new row for relation "subscriptions" violates check constraint "subscriptions_ariaSubjects_is_a_list_of_subjects"',
    'in a list'
);
select throws_ok(
    $$update nexus.subscriptions set "ariaSubjects" = '["NSI", "NSI"]'$$,
    '23514',
    'new row for relation "subscriptions" violates check constraint "subscriptions_ariaSubjects_is_a_list_of_subjects"',
    'each once'
);
set local app.current_user_id = 'pupil';
select throws_ok(
    $$select nexus.cancel_subscription('plain')$$,
    'NX002', 'only ADMIN, ASSISTANTE or PARENT may do this, and the actor is ELEVE', 'a pupil does not cancel'
);
set local app.current_user_id = 'parent';
select throws_ok(
    $$select nexus.cancel_subscription('another')$$,
    'NX003', 'the actor may not act for pupil ''of stranger''', 'nor does the parent of another'
);
set local app.current_user_id = 'coach';
select throws_ok(
    $$select nexus.cancel_subscription('plain')$$,
    'NX002', 'only ADMIN, ASSISTANTE, PARENT or ELEVE may do this, and the actor is COACH', 'a coach cancels nothing'
);

select * from finish();
rollback;
