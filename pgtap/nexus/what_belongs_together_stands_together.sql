begin;
select plan(15);

select test.nexus_world();
select test.nexus_rules_aside();

select throws_ok(
    'update nexus.payments set method = null',
    '23514', 'new row for relation "payments" violates check constraint "payments_externalId_names_its_method"',
    'the reference of a payment names its method'
);
select lives_ok(
    'update nexus.payments set method = null, "externalId" = null',
    'a payment without a reference needs no method'
);
select throws_ok(
    'update nexus.credit_tx set provider = null',
    '23514', 'new row for relation "credit_tx" violates check constraint "credit_tx_externalId_names_its_provider"',
    'the reference of an entry names its provider'
);
select lives_ok(
    'update nexus.credit_tx set provider = null, "externalId" = null',
    'an entry without a reference needs no provider'
);

select throws_ok(
    format('update nexus.cron_executions set status = %L', status),
    '23514', 'new row for relation "cron_executions" violates check constraint "cron_executions_finished_has_an_end"',
    format('INV-CRON-2: a run that is %s has an end', status)
)
from (values ('COMPLETED'), ('FAILED')) as finished (status);
select lives_ok(
    $$update nexus.cron_executions set status = 'FAILED', "completedAt" = now()$$,
    'a run that ended says when'
);

select throws_ok(
    format('update nexus.subscription_requests set "requestType" = %L, "planName" = null', type),
    '23514',
    'new row for relation "subscription_requests" violates check constraint '
    '"subscription_requests_planName_is_there_where_needed"',
    format('%s names a plan', type)
)
from (values ('PLAN_CHANGE'), ('ARIA_ADDON')) as needed (type);
select lives_ok(
    $$update nexus.subscription_requests set "requestType" = 'INVOICE_DETAILS', "planName" = null$$,
    'INVOICE_DETAILS names none'
);

select lives_ok(
    format('update nexus.aria_messages set role = ''assistant'', feedback = %L', feedback),
    format('an answer may be judged %s', feedback)
)
from (values ('true'), ('false')) as judged (feedback);
select throws_ok(
    $$update nexus.aria_messages set role = 'user', feedback = true$$,
    '23514',
    'new row for relation "aria_messages" violates check constraint "aria_messages_feedback_is_about_an_answer"',
    'a question is not judged'
);

select lives_ok(
    $$update nexus.offer_bindings set refs = '[{"variable": "v", "label": "l"}]'$$,
    'the references of an offer are an array'
);
select throws_ok(
    $$update nexus.offer_bindings set refs = '{}'$$,
    '23514', 'new row for relation "offer_bindings" violates check constraint "offer_bindings_refs_is_an_array"',
    'an object is no array'
);

select * from finish();
rollback;
