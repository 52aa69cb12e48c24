begin;
select plan(31);

select test.nexus_world();
select test.nexus_user('assistant 2', 'ASSISTANTE'), test.nexus_parent('stranger');
delete from nexus.notifications;
insert into nexus.product_pricing ("itemType", "itemKey", amount, description) values
    ('SUBSCRIPTION', 'IMMERSION', 750, 'd'), ('ADDON', 'ARIA_SUBJECT', 45, 'd');
set local app.current_user_id = 'parent';

create temporary table asked as
    select 'plan' as what, r.* from nexus.request_subscription('pupil', 'PLAN_CHANGE', 'IMMERSION', 'For the exam') as r
    union all select 'subject', r.* from nexus.request_subscription('pupil', 'ARIA_ADDON', 'NSI') as r
    union all select 'invoice', r.* from nexus.request_subscription('pupil', 'INVOICE_DETAILS') as r;

select results_eq(
    $$select what, "planName", "monthlyPrice", reason, status, "requestedBy", "requestedByEmail" from asked$$,
    $$values ('plan', 'IMMERSION', 750.000, 'For the exam', 'PENDING', 'parent', 'parent@example.com'),
             ('subject', 'NSI', 45.000, null, 'PENDING', 'parent', 'parent@example.com'),
             ('invoice', null, 0.000, null, 'PENDING', 'parent', 'parent@example.com')$$,
    'what a parent asks for waits, with the price of the day'
);
select results_eq(
    $$select "userId", count(*) from nexus.notifications where type = 'SUBSCRIPTION_REQUEST' group by 1 order by 1$$,
    $$values ('assistant', 3::bigint), ('assistant 2', 3)$$, 'every assistant is told of each'
);

select throws_ok(
    $$select nexus.request_subscription('pupil', 'PLAN_CHANGE', 'PALACE')$$,
    'NXS01', 'there is no plan ''PALACE''', 'a plan there is'
);
select throws_ok(
    $$select nexus.request_subscription('pupil', 'PLAN_CHANGE')$$, 'NXS01', 'there is no plan NULL', 'is named'
);
select throws_ok(
    $$select nexus.request_subscription('pupil', 'PLAN_CHANGE', 'ACCES_PLATEFORME')$$,
    'NXS01', 'subscription ''ACCES_PLATEFORME'' is not on sale', 'and is on sale'
);
select throws_ok(
    $$select nexus.request_subscription('pupil', 'ARIA_ADDON', 'POTIONS')$$,
    'NXS01', 'there is no subject ''POTIONS''', 'an add-on is a subject there is'
);
select throws_ok(
    $$select nexus.request_subscription('pupil', 'WISH')$$,
    'NXS05', 'there is no request of type ''WISH''', 'there are three types'
);
set local app.current_user_id = 'stranger';
select throws_ok(
    $$select nexus.request_subscription('pupil', 'INVOICE_DETAILS')$$,
    'NX003', 'the actor may not act for pupil ''pupil''', 'nobody asks for a stranger''s child'
);
set local app.current_user_id = 'pupil';
select throws_ok(
    $$select nexus.request_subscription('pupil', 'INVOICE_DETAILS')$$,
    'NX002', 'only PARENT may do this, and the actor is ELEVE', 'a pupil asks the parent'
);
select throws_ok(
    format('select nexus.decide_subscription_request(%L, true)', id),
    'NX002', 'only ASSISTANTE or ADMIN may do this, and the actor is ELEVE', 'and decides nothing'
) from asked where what = 'plan';

-- The price goes up before the decision.
update nexus.product_pricing set amount = 999;
set local app.current_user_id = 'assistant';

select throws_ok(
    format('select nexus.decide_subscription_request(%L, false, %L)', id, ' '),
    'NXS05', format('request %s was rejected without a reason', id), 'who rejects says why'
) from asked where what = 'invoice';
select throws_ok(
    format('select nexus.decide_subscription_request(%L, null)', id),
    'NXS05', format('request %s was neither approved nor rejected without a reason', id), 'and decides'
) from asked where what = 'invoice';

-- What was approved earlier and not paid since.
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('unpaid', 'pupil', 'HYBRIDE', 450, 4, 'INACTIVE', '2026-01-01'),
           ('of sibling', test.nexus_student('sibling', 'parent'), 'HYBRIDE', 450, 4, 'INACTIVE', '2026-01-01');
create temporary table decided as
    select a.what, (d.request).status, (d.request)."processedBy", d.subscription_id
    from asked as a, nexus.decide_subscription_request(a.id, true) as d where a.what = 'plan';
select results_eq(
    $$select d.status, d."processedBy", s.status::text, s."planName", s."monthlyPrice", s."creditsPerMonth"
      from decided as d join nexus.subscriptions as s on s.id = d.subscription_id$$,
    $$values ('APPROVED', 'assistant', 'INACTIVE', 'IMMERSION', 750, 8)$$,
    'an approved plan waits for its payment, at the price it was asked for'
);
select is(
    (select status::text from nexus.subscriptions where id = 'subscription'), 'ACTIVE', 'until then the old one goes on'
);
select set_eq(
    $$select id, status::text from nexus.subscriptions where id in ('unpaid', 'of sibling')$$,
    $$values ('unpaid', 'CANCELLED'), ('of sibling', 'INACTIVE')$$,
    'and what the pupil was to pay before is to be paid no more'
);
select throws_like(
    format('select nexus.decide_subscription_request(%L, true)', id),
    'request % cannot be decided: it was APPROVED by assistant at %', 'a request is decided once'
) from asked where what = 'plan';
select throws_like(
    format('select nexus.decide_subscription_request(%L, false, %L)', id, 'No'),
    'request % cannot be decided: it was APPROVED by assistant at %', 'nor is it rejected afterwards'
) from asked where what = 'plan';
select throws_ok(
    format('update nexus.subscription_requests set status = ''REJECTED'', "rejectionReason" = ''No'' where id = %L', id),
    'NX004', format('subscription_requests %s cannot go from APPROVED to REJECTED', id), 'nor by writing directly'
) from asked where what = 'plan';
select throws_ok(
    format('update nexus.subscription_requests set status = ''APPROVED'' where id = %L', id),
    '23514',
    'new row for relation "subscription_requests" violates check constraint '
    '"subscription_requests_decided_says_who_and_when"',
    'a decision says who and when'
) from asked where what = 'invoice';
select throws_ok(
    format('update nexus.subscription_requests set status = ''REJECTED'', "processedBy" = ''x'', "processedAt" = now()
            where id = %L', id),
    '23514',
    'new row for relation "subscription_requests" violates check constraint "subscription_requests_rejected_says_why"',
    'and a rejection why'
) from asked where what = 'invoice';

select lives_ok(format('select nexus.decide_subscription_request(%L, true)', id), 'a subject is approved')
from asked where what = 'subject';
select results_eq(
    $$select id, "ariaSubjects", "ariaCost" from nexus.subscriptions where status = 'ACTIVE'$$,
    $$values ('subscription', '["NSI"]', 45)$$, 'an approved subject joins the active subscription, at its price'
);
select is(nexus.aria_is_unlimited('pupil', 'NSI'), true, 'where questions have no limit from then on');

set local app.current_user_id = 'parent';
create temporary table again as
    select r.* from nexus.request_subscription('pupil', 'ARIA_ADDON', 'NSI') as r;
set local app.current_user_id = 'assistant';
select throws_ok(
    format('select nexus.decide_subscription_request(%L, true)', id),
    'NXS04', 'subject NSI cannot be added for pupil pupil: it is included already', 'a subject joins once'
) from again;
update nexus.subscriptions set status = 'EXPIRED' where id = 'subscription';
select throws_ok(
    format('select nexus.decide_subscription_request(%L, true)', id),
    'NXS04', 'subject NSI cannot be added for pupil pupil: there is no active subscription', 'and joins something'
) from again;
select is((select status from nexus.subscription_requests where id = (select id from again)), 'PENDING', 'it still waits');
select lives_ok(format('select nexus.decide_subscription_request(%L, false, %L)', id, 'Included'), 'and may be rejected')
from again;
select results_eq(
    $$select type, message from nexus.notifications where "userId" = 'parent' order by type, message$$,
    $$values ('SUBSCRIPTION_REQUEST_APPROVED', 'APPROVED'), ('SUBSCRIPTION_REQUEST_APPROVED', 'APPROVED'),
             ('SUBSCRIPTION_REQUEST_REJECTED', 'Included')$$,
    'who asked is told'
);
select is_empty(
    $$select "userId" from nexus.notifications where type ~ '^SUBSCRIPTION_REQUEST_' and "userId" <> 'parent'$$, 'and nobody else'
);
select throws_ok(
    $$select nexus.decide_subscription_request('gone', true)$$,
    'NXS03', 'request ''gone'' cannot be decided: it is not there', 'what is not there is not decided'
);
select lives_ok(
    $$update nexus.subscription_requests set status = 'REJECTED', "processedBy" = 'assistant', "processedAt" = now(),
      "rejectionReason" = 'No' where status = 'PENDING'$$,
    'a complete decision may be written directly'
);

select * from finish();
rollback;
