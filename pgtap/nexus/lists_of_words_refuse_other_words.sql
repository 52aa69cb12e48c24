begin;
select plan(116);

select test.nexus_world();
select test.nexus_rules_aside();

-- Complete enough for every state.
alter table nexus.mail_logs drop constraint mail_logs_failed_says_why;
update nexus.subscription_requests set "processedBy" = 'assistant', "processedAt" = now(), "rejectionReason" = 'No';

create temporary table lists (relation text, what text, words text[]);
insert into lists values
    ('subscriptions', 'planName', '{ACCES_PLATEFORME, HYBRIDE, IMMERSION}'),
    ('subscription_requests', 'requestType', '{PLAN_CHANGE, ARIA_ADDON, INVOICE_DETAILS}'),
    ('subscription_requests', 'status', '{PENDING, APPROVED, REJECTED}'),
    ('badges', 'category', '{ASSIDUITE, PROGRESSION, CURIOSITE}'),
    ('credit_transactions', 'type',
     '{MONTHLY_ALLOCATION, PURCHASE, USAGE, REFUND, EXPIRATION, CREDIT_REQUEST, CREDIT_ADD, CREDIT_REJECTED}'),
    ('payments', 'method', '{konnect, wise, manual}'),
    ('payment_records', 'provider', '{konnect, wire, cash}'),
    ('payment_records', 'status', '{created, pending, paid, failed, cancelled}'),
    ('aria_messages', 'role', '{user, assistant}'),
    ('mail_logs', 'variant', '{standard, parent, eleve}'),
    ('mail_logs', 'status', '{SENT, FAILED}'),
    ('product_pricing', 'itemType', '{SUBSCRIPTION, ADDON, PACK}'),
    ('credit_usage', 'key', '{SOS_15, SOS_30, SOS_60, COURS_INDIV_HEURE, ARIA_MOIS}'),
    ('LegalPage', 'slug', '{confidentialite, cgu, cgv, mentions-legales, a-propos}'),
    ('LegalVersion', 'slug', '{confidentialite, cgu, cgv, mentions-legales, a-propos}');

select lives_ok(
    format('update nexus.%I set %I = %L', relation, what, word),
    format('%s.%s may be %s', relation, what, word)
)
from lists
cross join unnest(words) as word;

select throws_ok(
    format('update nexus.%I set %I = %L', relation, what, word),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_known"', relation, what),
    format('%s.%s cannot be "%s"', relation, what, word)
)
from lists
cross join lateral (values
    (''), ('UNKNOWN'), (words[1] || ' '),
    (case when words[1] = upper(words[1]) then lower(words[1]) else upper(words[1]) end)
) as refused (word);

select * from finish();
rollback;
