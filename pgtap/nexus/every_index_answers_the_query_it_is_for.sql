begin;
select plan(75);

select test.take_new_files('nexus');

-- A platform of realistic proportions, made once for all plans. The planner is left free: no enable_seqscan = off.
-- Rows are inserted where triggers and foreign keys do not see it: they are right by construction.
set local session_replication_role = replica;

insert into nexus.users (id, email, role)
    select 'user' || n, 'user' || n || '@example.com',
           case when n <= 20 then 'ASSISTANTE' when n <= 120 then 'COACH' when n % 2 = 0 then 'PARENT' else 'ELEVE' end
               ::nexus."UserRole"
    from generate_series(1, 4000) as n;
insert into nexus.parent_profiles (id, "userId") select 'parent' || n, 'user' || n from generate_series(1, 1000) as n;
insert into nexus.student_profiles (id, "userId") select 'profile' || n, 'user' || n from generate_series(1, 1000) as n;
insert into nexus.students (id, "parentId", "userId")
    select 'pupil' || n, 'parent' || 1 + n % 1000, 'user' || n from generate_series(1, 2000) as n;
insert into nexus.coach_profiles (id, "userId", pseudonym, subjects)
    select 'coach' || n, 'user' || n, 'Coach ' || n, '["NSI"]' from generate_series(1, 1000) as n;
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    select 's' || n, 'pupil' || 1 + n % 2000, 'HYBRIDE', 450, 4,
           case when n <= 2000 then 'ACTIVE' else 'EXPIRED' end::nexus."SubscriptionStatus", '2026-01-01 00:00+00'
    from generate_series(1, 4000) as n;
insert into nexus.subscription_requests
    (id, "studentId", "requestType", "planName", "monthlyPrice", status, "requestedBy", "requestedByEmail")
    select 'r' || n, 'pupil' || n, 'PLAN_CHANGE', 'IMMERSION', 750, 'PENDING', 'user1', 'user1@example.com'
    from generate_series(1, 2000) as n;
insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", "coachId",
    status)
    select 's' || n, 'pupil' || 1 + n % 2000, 'COURS_ONLINE', 'NSI', 'Lesson',
           timestamptz '2026-01-01 00:00+00' + n * interval '1 hour', 60, 1, 'coach' || 1 + n % 1000,
           case when n % 50 = 0 then 'SCHEDULED' else 'COMPLETED' end::nexus."SessionStatus"
    from generate_series(1, 5000) as n;
insert into nexus.badges (id, name, description, category, condition)
    select 'badge' || n, 'Badge ' || n, 'd', 'ASSIDUITE', 'c' from generate_series(1, 500) as n;
insert into nexus.student_badges (id, "studentId", "badgeId")
    select 'e' || n, 'pupil' || n, 'badge' || 1 + n % 500 from generate_series(1, 2000) as n;
insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "validFrom")
    select 'a' || coach || ' ' || n, 'user' || coach, n % 7, '09:00', '12:00',
           case when n >= 7 then timestamptz '2026-03-02' + n * interval '1 day' end, '2026-01-01 00:00+00'
    from generate_series(1, 100) as coach, generate_series(0, 20) as n;
-- Sixty days of bookings; the last week is still to come.
insert into nexus."SessionBooking"
    (id, "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, status)
    select 'b' || day || ' ' || coach, 'user' || 1000 + (day * 41 + coach) % 2000, 'user' || 20 + coach,
           'user' || 1000 + (day * 37 + coach) % 2000, 'NSI', 'Lesson',
           timestamptz '2026-01-05 00:00+00' + day * interval '1 day',
           '14:00', '15:00', 60,
           case when coach % 50 = 0 then 'CANCELLED' when day > 53 then 'SCHEDULED' else 'COMPLETED' end
               ::nexus."SessionStatus"
    from generate_series(1, 60) as day, generate_series(1, 100) as coach;
insert into nexus."SessionNotification" (id, "sessionId", "userId", type, title, message, status)
    select 'n' || id, id, "coachId", 'SESSION_BOOKED', 't', 'm', 'SENT' from nexus."SessionBooking";
insert into nexus."SessionReminder" (id, "sessionId", "reminderType", "scheduledFor", sent)
    select 'r' || id, id, 'ONE_DAY_BEFORE', "scheduledDate" - interval '1 day', status <> 'SCHEDULED'
    from nexus."SessionBooking";
insert into nexus.credit_packs (id, credits, "priceTnd") select n, 10, 99 from generate_series(1, 500) as n;
insert into nexus.credit_transactions
    (id, "studentId", type, amount, description, "sessionId", number, "balanceBefore", "balanceAfter", reference)
    select 't' || id, 'pupil' || substr("studentId", 5), 'USAGE', -1, 'Lesson', id, 1 + row_number() over (), 1, 0,
           case when id ~ '7$' then 'payment:' || id end
    from nexus."SessionBooking";
insert into nexus.credit_transactions
    (id, "studentId", type, amount, description, "sessionId", number, "balanceBefore", "balanceAfter")
    select 'u' || id, 'pupil' || substr("studentId", 5), 'REFUND', 1, 'Lesson', id, 10001 + row_number() over (), 0, 1
    from nexus."SessionBooking"
    where id ~ '7$';
insert into nexus.credit_lots (id, "entryId", "studentId", granted, remaining, "expiresAt")
    select number, id, "studentId", 1, case when number % 10 = 0 then 1 else 0 end,
           timestamptz '2026-01-05 00:00+00' + number * interval '1 hour'
    from nexus.credit_transactions;
insert into nexus.credit_requests (id, "studentId", amount, "requestedBy", status, "decidedBy", "decidedAt", "entryId")
    select 'r' || id, "studentId", 1, 'user1', case when number % 50 = 0 then 'PENDING' else 'APPROVED' end,
           case when number % 50 <> 0 then 'user2' end, case when number % 50 <> 0 then now() end,
           case when number % 50 <> 0 then id end
    from nexus.credit_transactions where type = 'USAGE';
insert into nexus.session_history ("sessionId", "newStatus") select id, status from nexus."SessionBooking";
update nexus."SessionBooking" set "rescheduledFromId" = 'b7 8' where id = 'b7 7';
insert into nexus.credit_draws ("entryId", "lotId", amount)
    select id, number, 1 from nexus.credit_transactions where type = 'USAGE';
insert into nexus.payments (id, type, amount, description, "userId", method, "externalId")
    select 'p' || n, 'CREDIT_PACK', 99, 'd', 'user' || 1 + n % 2000, 'konnect', 'ref-' || n
    from generate_series(1, 4000) as n;
insert into nexus.credit_wallets (id, "userId") select n, 'user' || n from generate_series(1, 1000) as n;
insert into nexus.credit_tx
    (id, "walletId", delta, reason, provider, "externalId", "packId", number, "balanceBefore", "balanceAfter", "correctsId")
    select n, 1 + n % 1000, 10, 'Pack', 'konnect', 'ref-' || n, 1 + n % 500, n, 0, 10, case when n > 3000 then n - 3000 end
    from generate_series(1, 4000) as n;
insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd")
    select n, 'konnect', 'ref-' || n, 'user' || 1 + n % 2000, 1 + n % 500, 99 from generate_series(1, 4000) as n;
insert into nexus.aria_conversations (id, "studentId", subject, "updatedAt")
    select 'c' || n, 'pupil' || 1 + n % 500, 'NSI', now() - n * interval '1 hour' from generate_series(1, 3000) as n;
insert into nexus.aria_messages (id, "conversationId", role, content, "createdAt")
    select 'm' || n, 'c' || 1 + n % 1000, 'user', 'Why?', now() - n * interval '1 minute'
    from generate_series(1, 5000) as n;
insert into nexus.user_documents (id, "ownerId", "originalName", mime, "storageKey", "contentHash")
    select 'd' || n, 'user' || 1 + n % 1000, 'a.pdf', 'application/pdf', 'key' || n,
           encode(sha256(n::text::bytea), 'hex')
    from generate_series(1, 2000) as n;
-- Without their embeddings, of which each takes six kilobytes: the file about the nearest vectors has some.
insert into nexus.memories (id, "studentId", kind, content, "contentHash")
    select 'm' || n, 'pupil' || n, 'EPISODIC', 'memory', 'h' from generate_series(1, 2000) as n;
-- Embeddings of zeros have no direction: they take no part in the index of vectors, which is slow to fill.
insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta, "contentHash")
    select 'k' || n, 'd' || n, 'NSI', 'Terminale', 'chunk', 1, array_fill(0::real, array[1536])::extensions.vector,
           '{}', 'h'
    from generate_series(1, 1000) as n;
insert into nexus.ingest_jobs (id, "docId", status) select 'j' || n, 'd' || n, 'DONE'
    from generate_series(1, 2000) as n;
insert into nexus.bilans (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
    select 'b' || n, 'pupil' || n, '{}', '{}', '{}', '{}', '{}', '{}' from generate_series(1, 2000) as n;
insert into nexus.student_profile_data (id, "studentId") select 'p' || n, 'pupil' || n
    from generate_series(1, 2000) as n;
insert into nexus.student_reports (id, "studentId", title, content, period, "coachId")
    select 'r' || n, 'pupil' || n, 't', 'c', 'March', 'coach' || 1 + n % 500 from generate_series(1, 2000) as n;
insert into nexus.generated_documents (id, "studentId", title, url, subject)
    select 'g' || n, 'pupil' || 1 + n % 500, 't', 'https://example.com', 'NSI' from generate_series(1, 3000) as n;
insert into nexus.mail_logs (id, "bilanId", "userId", variant, recipients, subject, status, "messageId")
    select 'm' || n, 'b' || n, 'user1', 'parent', 'a@example.com', 's', 'SENT', '<' || n || '@mail>' from generate_series(1, 2000) as n;
insert into nexus.notifications (id, "userId", "userRole", type, title, message, data, read)
    select 'n' || n, 'user' || 1 + n % 1000,
           case when n % 100 = 0 then 'ASSISTANTE' else 'PARENT' end::nexus."UserRole",
           'CREDIT_REQUEST', 't', 'm', '{}', n % 5 <> 0
    from generate_series(1, 5000) as n;
insert into nexus.messages (id, content, "senderId", "receiverId")
    select 'm' || n, 'Hello', 'user' || 1 + n % 1000, 'user' || 1 + n % 999 from generate_series(1, 4000) as n;
insert into nexus.product_pricing (id, "itemType", "itemKey", amount, description)
    select 'p' || n, 'PACK', 'CREDITS_' || n, n, 'd' from generate_series(1, 1000) as n;
insert into nexus.pricing (id, service, variable, valeur) select n, 'ARIA', 'v' || n, n
    from generate_series(1, 1000) as n;
insert into nexus."LegalVersion" (id, "pageId", slug, title, "contentMd", version, "contentHash")
    select n, 1 + n % 5, case when n % 100 = 0 then 'cgu' else 'cgv' end, 't', repeat('x', 500), n, 'h'
    from generate_series(1, 3000) as n;
insert into nexus.cron_executions (id, "jobName", "executionKey", status, "startedAt", "completedAt")
    select 'c' || n, 'reminders', 'k' || n,
           case when n % 500 = 0 then 'FAILED' else 'COMPLETED' end::nexus."CronExecutionStatus",
           now() - n * interval '1 hour', now()
    from generate_series(1, 3000) as n;

set local session_replication_role = origin;

do $$
declare
    relation text;
begin
    for relation in select "table" from test.tables('nexus') where kind = 'table' loop
        execute format('analyze nexus.%I', relation);
    end loop;
end
$$;

-- An index that the model lists, "CoachAvailability" ("coachId", "dayOfWeek"), is the beginning of a unique key, and the
-- planner takes the key.
select test.uses_index('select * from nexus.' || query, index, why)
from (values
    ($$users where email = 'user7@example.com'$$, 'users_email_key', 'an address finds its account'),
    ($$users where role = 'ASSISTANTE'$$, 'users_role_idx', 'the assistants are found by their role'),
    ($$parent_profiles where "userId" = 'user7'$$, 'parent_profiles_userId_key',
     'a user finds the profile as a parent'),
    ($$student_profiles where "userId" = 'user7'$$, 'student_profiles_userId_key',
     'a user finds the profile as a pupil'),
    ($$coach_profiles where "userId" = 'user7'$$, 'coach_profiles_userId_key', 'a user finds the profile as a coach'),
    ($$coach_profiles where pseudonym = 'Coach 7'$$, 'coach_profiles_pseudonym_key', 'a pseudonym finds its coach'),
    ($$students where "userId" = 'user7'$$, 'students_userId_key', 'a user finds the enrolment'),
    ($$students where "parentId" = 'parent7'$$, 'students_parentId_idx', 'a parent finds the children'),
    ($$subscriptions where "studentId" = 'pupil7' and status = 'ACTIVE'$$, 'subscriptions_active_key',
     'a pupil finds the active subscription'),
    ($$subscriptions where "studentId" = 'pupil7' and status = 'EXPIRED'$$, 'subscriptions_studentId_status_idx',
     'a pupil finds those that ended'),
    ($$subscription_requests where "studentId" = 'pupil7'$$, 'subscription_requests_studentId_idx',
     'a pupil finds the requests'),
    ($$sessions where "studentId" = 'pupil7'$$, 'sessions_studentId_idx', 'a pupil finds the sessions'),
    ($$sessions where "coachId" = 'coach7'$$, 'sessions_coachId_idx', 'a coach finds the sessions'),
    ($$sessions where status = 'SCHEDULED'$$, 'sessions_status_idx', 'the sessions to come are found by their status'),
    ($$badges where name = 'Badge 7'$$, 'badges_name_key', 'a badge is found by its name'),
    ($$student_badges where "studentId" = 'pupil7'$$, 'student_badges_studentId_badgeId_key',
     'a pupil finds the badges'),
    ($$student_badges where "badgeId" = 'badge7'$$, 'student_badges_badgeId_idx', 'a badge finds who earned it'),
    ($$"CoachAvailability" where "coachId" = 'user7' and "dayOfWeek" = 1$$, 'CoachAvailability_times_key',
     'a coach finds the availabilities of a weekday'),
    ($$"CoachAvailability" where "coachId" = 'user7' and "specificDate" = '2026-03-10 00:00+00'$$,
     'CoachAvailability_coachId_specificDate_idx', 'a coach finds the availabilities of a date'),
    ($$"SessionBooking" where "coachId" = 'user27' and "scheduledDate" >= '2026-03-01 00:00+00'$$,
     'SessionBooking_coachId_scheduledDate_idx', 'a coach finds the bookings of a span of days'),
    ($$"SessionBooking" where "studentId" = 'user1042' order by "scheduledDate"$$,
     'SessionBooking_studentId_scheduledDate_idx', 'a pupil finds the bookings in their order'),
    ($$"SessionBooking" where "parentId" = 'user1042'$$, 'SessionBooking_parentId_idx', 'a parent finds the bookings'),
    ($$"SessionBooking" where status = 'CANCELLED' and "scheduledDate" >= '2026-02-01 00:00+00'$$,
     'SessionBooking_status_scheduledDate_idx', 'the bookings in one state are found over a span of days'),
    ($$"SessionBooking" where "scheduledDate" = '2026-02-03 00:00+00'$$, 'SessionBooking_scheduledDate_idx',
     'the bookings of a day are found'),
    ($$"SessionNotification" where "userId" = 'user27' and status = 'PENDING'$$,
     'SessionNotification_userId_status_idx',
     'a user finds what is still to be sent'),
    ($$"SessionNotification" where "sessionId" = 'b7 7'$$, 'SessionNotification_sessionId_userId_type_method_key',
     'a booking finds its notifications'),
    ($$"SessionReminder" where not sent and "scheduledFor" <= '2026-01-10 00:00+00'$$,
     'SessionReminder_scheduledFor_sent_idx', 'the reminders that are due are found'),
    ($$"SessionReminder" where "sessionId" = 'b7 7'$$, 'SessionReminder_sessionId_reminderType_key',
     'a booking finds its reminders'),
    ($$credit_transactions where "studentId" = 'pupil1042' and "createdAt" < '2026-01-01 00:00+00'$$,
     'credit_transactions_studentId_createdAt_idx', 'a pupil finds the entries of a span of time'),
    ($$credit_transactions where "sessionId" = 'b7 7'$$, 'credit_transactions_sessionId_idx',
     'a booking finds what was paid and given back'),
    ($$credit_transactions where "sessionId" = 'b7 7' and type = 'REFUND'$$, 'credit_transactions_session_refund_key',
     'a booking finds its refund'),
    ($$credit_transactions where "studentId" = 'pupil1042' order by number desc limit 1$$,
     'credit_transactions_studentId_number_key', 'a pupil finds the last entry'),
    ($$credit_transactions where "studentId" = 'pupil1042' and reference = 'payment:b7 7'$$,
     'credit_transactions_studentId_reference_key', 'a reference finds its entry of a pupil'),
    ($$credit_lots where "studentId" = 'pupil1042' and remaining > 0 order by "expiresAt", id$$,
     'credit_lots_studentId_expiresAt_idx', 'a pupil finds the lots in the order in which they are spent'),
    ($$credit_lots where remaining > 0 and "expiresAt" <= '2026-01-10 00:00+00'$$, 'credit_lots_expiresAt_idx',
     'what has expired and is not spent is found'),
    ($$credit_lots where "entryId" = 'tb7 7'$$, 'credit_lots_entryId_idx', 'an entry finds its lots'),
    ($$credit_requests where "studentId" = 'pupil1042'$$, 'credit_requests_studentId_idx', 'a pupil finds the requests'),
    ($$credit_requests where status = 'PENDING' order by "createdAt" limit 10$$, 'credit_requests_pending_idx',
     'what is still to be decided is found, the oldest first'),
    ($$credit_requests where "entryId" = 'tb7 7'$$, 'credit_requests_entryId_key', 'an entry finds its request'),
    ($$session_history where "sessionId" = 'b7 7' order by id$$, 'session_history_sessionId_idx',
     'a booking finds its history'),
    ($$"SessionBooking" where "rescheduledFromId" = 'b7 7'$$, 'SessionBooking_rescheduledFromId_key',
     'a booking that was moved finds where to'),
    ($$credit_draws where "entryId" = 'tb7 7'$$, 'credit_draws_pkey', 'an entry finds what it was paid with'),
    ($$credit_draws where "lotId" = 77$$, 'credit_draws_lotId_idx', 'a lot finds what took from it'),
    ($$credit_tx where "walletId" = 7 order by number desc limit 1$$, 'credit_tx_walletId_number_key',
     'a wallet finds the last entry'),
    ($$credit_tx where "correctsId" = 7$$, 'credit_tx_correctsId_key', 'an entry finds what took it back'),
    ($$payments where "userId" = 'user7'$$, 'payments_userId_idx', 'a payer finds the payments'),
    ($$payments where "externalId" = 'ref-7' and method = 'konnect'$$, 'payments_externalId_method_key',
     'a reference finds its payment'),
    ($$credit_wallets where "userId" = 'user7'$$, 'credit_wallets_userId_key', 'a user finds the wallet'),
    ($$credit_tx where "packId" = 7$$, 'credit_tx_packId_idx', 'a pack finds its entries'),
    ($$credit_tx where provider = 'konnect' and "externalId" = 'ref-7'$$, 'credit_tx_provider_externalId_key',
     'a reference finds its entry'),
    ($$payment_records where provider = 'konnect' and "externalId" = 'ref-7'$$,
     'payment_records_provider_externalId_key',
     'a reference finds its purchase'),
    ($$payment_records where "userId" = 'user7'$$, 'payment_records_userId_idx', 'a user finds the purchases'),
    ($$payment_records where "packId" = 7$$, 'payment_records_packId_idx', 'a pack finds its purchases'),
    ($$aria_conversations where "studentId" = 'pupil7' order by "updatedAt" desc$$,
     'aria_conversations_studentId_updatedAt_idx', 'a pupil finds the latest conversations'),
    ($$aria_messages where "conversationId" = 'c7' order by "createdAt"$$, 'aria_messages_conversationId_createdAt_idx',
     'a conversation is read in its order'),
    ($$memories where "studentId" = 'pupil7' and kind = 'EPISODIC'$$, 'memories_studentId_kind_idx',
     'a pupil finds the memories of a kind'),
    ($$user_documents where "ownerId" = 'user7'$$, 'user_documents_ownerId_idx', 'a user finds the documents'),
    ($$user_documents where "contentHash" = repeat('0a', 32)$$, 'user_documents_contentHash_key',
     'a content finds its document'),
    ($$knowledge_assets where "docId" = 'd7'$$, 'knowledge_assets_docId_idx', 'a document finds its chunks'),
    ($$ingest_jobs where "docId" = 'd7'$$, 'ingest_jobs_docId_status_idx', 'a document finds its jobs'),
    ($$bilans where "studentId" = 'pupil7'$$, 'bilans_studentId_idx', 'a pupil finds the assessments'),
    ($$student_reports where "studentId" = 'pupil7'$$, 'student_reports_studentId_idx', 'a pupil finds the reports'),
    ($$student_reports where "coachId" = 'coach7'$$, 'student_reports_coachId_idx', 'a coach finds the reports'),
    ($$generated_documents where "studentId" = 'pupil7' order by "createdAt"$$,
     'generated_documents_studentId_createdAt_idx', 'a pupil finds the documents in their order'),
    ($$mail_logs where "bilanId" = 'b7'$$, 'mail_logs_bilanId_createdAt_idx', 'an assessment finds its mails'),
    ($$mail_logs where "messageId" = '<7@mail>'$$, 'mail_logs_messageId_key', 'a mail server finds its mail'),
    ($$notifications where "userId" = 'user7' and not read$$, 'notifications_userId_read_idx',
     'a user finds what was not read'),
    ($$notifications where "userRole" = 'ASSISTANTE'$$, 'notifications_userRole_idx',
     'the notices for a role are found'),
    ($$messages where "senderId" = 'user7'$$, 'messages_senderId_idx', 'a sender finds the messages'),
    ($$messages where "receiverId" = 'user7'$$, 'messages_receiverId_idx', 'a receiver finds the messages'),
    ($$"LegalVersion" where "pageId" = 3 and version = 1502$$, 'LegalVersion_pageId_version_key',
     'a page finds one of its versions'),
    ($$"LegalVersion" where slug = 'cgu'$$, 'LegalVersion_slug_idx', 'an address finds its versions'),
    ($$cron_executions where status = 'FAILED'$$, 'cron_executions_status_idx', 'the runs that failed are found'),
    ($$cron_executions where "startedAt" >= now() - interval '1 day'$$, 'cron_executions_startedAt_idx',
     'the runs of a day are found'),
    ($$cron_executions where "jobName" = 'reminders' and "executionKey" = 'k7'$$, 'cron_executions_job_key',
     'a run is found by its key')
) as listed (query, index, why);

select * from finish();
rollback;
