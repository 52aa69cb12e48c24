begin;
select plan(41);

select test.nexus_world();

create temporary table forms (relation text, what text, rule text, accepted text[], refused text[]);
insert into forms values
    ('user_documents', 'status', 'is_in_capitals', '{UPLOADED, INGESTED, OCR_2}',
     '{"", uploaded, "UP LOADED", 2ND, Uploaded}'),
    ('ingest_jobs', 'status', 'is_in_capitals', '{PENDING, RUNNING}', '{"", pending, "PENDING "}'),
    ('ingest_jobs', 'step', 'is_a_word', '{queued, OCR, clean, chunk, embed, index}', '{"", "two words", 1st}'),
    ('notifications', 'type', 'is_in_capitals', '{SUBSCRIPTION_REQUEST, CREDIT_REQUEST}',
     '{"", credit_request, "CREDIT REQUEST"}'),
    ('audit_logs', 'action', 'is_in_capitals', '{RGPD_PURGE, RGPD_EXPORT, RAG_INGEST}', '{"", rag_ingest, _RAG}'),
    ('billing_policy', 'scheduleEndISO', 'is_a_date', '{2026-06-30, 2026-12-31}',
     '{"", 30/06/2026, 2026-6-30, 2026-13-01, 2026-06-32, 2026-00-10}');

select lives_ok(
    format('update nexus.%I set %I = %L', relation, what, word),
    format('%s.%s may be %s', relation, what, word)
)
from forms
cross join unnest(accepted) as word;

select throws_ok(
    format('update nexus.%I set %I = %L', relation, what, word),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_%s"', relation, what, rule),
    format('%s.%s cannot be "%s"', relation, what, word)
)
from forms
cross join unnest(refused) as word;

select * from finish();
rollback;
