-- Rows of a tutoring platform as it was before its optimisation: so many in each table, but where the platform has few (the
-- legal pages, the prices of services, the two tables of one row). They obey the rules that are to come.

insert into nexus.users (id, email, role)
select kind || n, kind || n || '@example.com', role::nexus."UserRole"
from (values ('p', 'PARENT'), ('e', 'ELEVE'), ('c', 'COACH')) as k (kind, role), generate_series(1, %(rows)s) as n;
insert into nexus.parent_profiles (id, "userId") select 'p' || n, 'p' || n from generate_series(1, %(rows)s) as n;
insert into nexus.student_profiles (id, "userId") select 'e' || n, 'e' || n from generate_series(1, %(rows)s) as n;
insert into nexus.students (id, "parentId", "userId") select 'e' || n, 'p' || n, 'e' || n from generate_series(1, %(rows)s) as n;
insert into nexus.coach_profiles (id, "userId", pseudonym, subjects)
select 'c' || n, 'c' || n, 'Coach ' || n, '["NSI"]' from generate_series(1, %(rows)s) as n;

insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
select 's' || n, 'e' || n, 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01' from generate_series(1, %(rows)s) as n;
insert into nexus.subscription_requests
    (id, "studentId", "requestType", "planName", "monthlyPrice", status, "requestedBy", "requestedByEmail")
select 'r' || n, 'e' || n, 'PLAN_CHANGE', 'IMMERSION', 750, 'PENDING', 'p' || n, 'p@example.com'
from generate_series(1, %(rows)s) as n;
insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", "coachId")
select 's' || n, 'e' || n, 'COURS_PRESENTIEL', 'NSI', 'Lesson', timestamp '2026-03-02 13:00' + n %% 200 * interval '1 day', 60, 1.25,
       'c' || 1 + n %% %(coaches)s
from generate_series(1, %(rows)s) as n;
insert into nexus.badges (id, name, description, category, condition)
select 'b' || n, 'Badge ' || n, 'd', 'ASSIDUITE', 'c' from generate_series(1, %(rows)s) as n;
insert into nexus.student_badges (id, "studentId", "badgeId") select 'b' || n, 'e' || n, 'b' || n from generate_series(1, %(rows)s) as n;
insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime")
select 'a' || n, 'c' || 1 + n / 5, 1 + n %% 5, '08:00', '20:00' from generate_series(1, %(rows)s) as n;

-- Five thousand coaches with a lesson a day, twenty thousand pupils with one every fourth day; a tenth is to come.
insert into nexus."SessionBooking"
    (id, "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, status)
select 'b' || n, 'e' || 1 + n %% %(pupils)s, 'c' || 1 + n %% %(coaches)s, 'p' || 1 + n %% %(pupils)s, 'NSI', 'Lesson',
       timestamp '2025-09-01' + n / %(coaches)s * interval '1 day', '14:00', '15:00', 60,
       case when n %% 10 = 0 then 'SCHEDULED' else 'COMPLETED' end::nexus."SessionStatus"
from generate_series(1, %(rows)s) as n;
insert into nexus."SessionNotification" (id, "sessionId", "userId", type, title, message)
select 'n' || n, 'b' || n, 'c' || 1 + n %% %(coaches)s, 'SESSION_BOOKED', 't', 'm' from generate_series(1, %(rows)s) as n;
insert into nexus."SessionReminder" (id, "sessionId", "reminderType", "scheduledFor")
select 'r' || n, 'b' || n, 'ONE_DAY_BEFORE', now() from generate_series(1, %(rows)s) as n;

insert into nexus.credit_packs (id, credits, "priceTnd") select n, 10, 99.9 from generate_series(1, %(rows)s) as n;
insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId")
select 't' || n, 'e' || 1 + n %% %(pupils)s, case when n %% 2 = 0 then 'PURCHASE' else 'USAGE' end,
       case when n %% 2 = 0 then 4 else -1.25 end, 'd', case when n %% 2 = 1 then 'b' || n end
from generate_series(1, %(rows)s) as n;
insert into nexus.payments (id, type, amount, description, "userId", method, "externalId")
select 'p' || n, 'CREDIT_PACK', 99.9, 'd', 'p' || n, 'konnect', 'ref-' || n from generate_series(1, %(rows)s) as n;
insert into nexus.credit_wallets (id, "userId") select n, 'p' || n from generate_series(1, %(rows)s) as n;
insert into nexus.credit_tx (id, "walletId", delta, reason, provider, "externalId", "packId")
select n, n, 10, 'r', 'konnect', 'ref-' || n, n from generate_series(1, %(rows)s) as n;
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd")
select n, 'konnect', 'ref-' || n, 'p' || n, n, 99.9 from generate_series(1, %(rows)s) as n;

insert into nexus.aria_conversations (id, "studentId", subject) select 'c' || n, 'e' || n, 'NSI' from generate_series(1, %(rows)s) as n;
insert into nexus.aria_messages (id, "conversationId", role, content)
select 'm' || n, 'c' || n, 'user', 'Hello?' from generate_series(1, %(rows)s) as n;
insert into nexus.memories (id, "studentId", kind, content)
select 'm' || n, 'e' || n, 'SEMANTIC', 'Likes graphs' from generate_series(1, %(rows)s) as n;
insert into nexus.user_documents (id, "ownerId", "originalName", mime, "storageKey")
select 'd' || n, 'c' || 1 + n %% %(coaches)s, 'n', 'application/pdf', 'key-' || n from generate_series(1, %(rows)s) as n;
insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
select 'k' || n, 'd' || n, 'NSI', 'Terminale', 'chunk', 5, v.zeros, '{}'
from generate_series(1, %(rows)s) as n,
     (select array_fill(0::real, array[1536])::extensions.vector as zeros offset 0) as v;
insert into nexus.ingest_jobs (id, "docId") select 'j' || n, 'd' || n from generate_series(1, %(rows)s) as n;
insert into nexus.pedagogical_contents (id, title, content, subject)
select 'c' || n, 't', 'c', 'NSI' from generate_series(1, %(rows)s) as n;

insert into nexus.bilans (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
select 'b' || n, 'e' || n, '{}', '{}', '{}', '{}', '{}', '{}' from generate_series(1, %(rows)s) as n;
insert into nexus.student_profile_data (id, "studentId") select 'd' || n, 'e' || n from generate_series(1, %(rows)s) as n;
insert into nexus.student_reports (id, "studentId", title, content, period, "coachId")
select 'r' || n, 'e' || n, 't', 'c', 'March', 'c' || 1 + n %% %(coaches)s from generate_series(1, %(rows)s) as n;
insert into nexus.generated_documents (id, "studentId", title, url, subject)
select 'g' || n, 'e' || n, 't', 'https://example.com', 'NSI' from generate_series(1, %(rows)s) as n;
insert into nexus.mail_logs (id, "bilanId", "userId", variant, recipients, subject, status)
select 'm' || n, 'b' || n, 'p' || n, 'parent', 'p@example.com', 's', 'SENT' from generate_series(1, %(rows)s) as n;
insert into nexus.notifications (id, "userId", "userRole", type, title, message, data, read)
select 'n' || n, 'p' || 1 + n %% %(coaches)s, 'PARENT', 'CREDIT_REQUEST', 't', 'm', '{}', n %% 5 <> 0 from generate_series(1, %(rows)s) as n;
insert into nexus.messages (id, content, "senderId", "receiverId")
select 'm' || n, 'Hello', 'p' || n, 'c' || 1 + n %% %(coaches)s from generate_series(1, %(rows)s) as n;

insert into nexus.product_pricing (id, "itemType", "itemKey", amount, description)
select 'p' || n, 'PACK', 'CREDITS_' || n, n, 'd' from generate_series(1, %(rows)s) as n;
insert into nexus.pricing (id, service, variable, valeur) select n, 'ARIA', 'v' || n, n from generate_series(1, %(rows)s) as n;
insert into nexus.credit_usage (key, credits)
select key, 1 from unnest('{SOS_15,SOS_30,SOS_60,COURS_INDIV_HEURE,ARIA_MOIS}'::text[]) as key;
insert into nexus.payment_settings default values;
insert into nexus.billing_policy default values;
insert into nexus.offer_bindings (code, label, refs) select 'OFFER_' || n, 'l', '[]' from generate_series(1, %(rows)s) as n;
insert into nexus."LegalPage" (id, slug, title, "contentMd", "contentHash")
select n, slug, 't', 'c', 'h' from unnest('{confidentialite,cgu,cgv,mentions-legales,a-propos}'::text[]) with ordinality as s (slug, n);
insert into nexus."LegalVersion" (id, "pageId", slug, title, "contentMd", version, "contentHash")
select n, 2, 'cgu', 't', 'c', n, 'h' from generate_series(1, %(rows)s) as n;
insert into nexus.audit_logs (id, actor, action) select n, 'p' || n, 'RAG_INGEST' from generate_series(1, %(rows)s) as n;
insert into nexus.cron_executions (id, "jobName", "executionKey", status, "completedAt")
select 'c' || n, 'reminders', 'k' || n, 'COMPLETED', now() from generate_series(1, %(rows)s) as n;
