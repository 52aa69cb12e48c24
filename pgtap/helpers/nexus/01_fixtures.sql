-- One row of each kind with as little said as possible; what a test is about, it passes itself. Ids are words,
-- so that a test can name its rows.

create function test.nexus_user(id text, role text default 'PARENT')
returns text
language sql
as $$
    insert into nexus.users (id, email, role)
    values (nexus_user.id, nexus_user.id || '@example.com', nexus_user.role::nexus."UserRole")
    returning id
$$;

comment on function test.nexus_user(text, text) is 'A user.';

create function test.nexus_coach(id text)
returns text
language sql
as $$
    insert into nexus.coach_profiles (id, "userId", pseudonym, subjects)
    values (nexus_coach.id, test.nexus_user(nexus_coach.id, 'COACH'), nexus_coach.id, '["NSI"]')
    returning id
$$;

comment on function test.nexus_coach(text) is 'A coach; user and profile have the same id.';

create function test.nexus_student(id text, parent text)
returns text
language sql
as $$
    insert into nexus.students (id, "parentId", "userId")
    values (nexus_student.id, parent, test.nexus_user(nexus_student.id, 'ELEVE'))
    returning id
$$;

comment on function test.nexus_student(text, text) is 'A pupil of a parent profile; user and pupil have the same id.';

create function test.nexus_parent(id text)
returns text
language sql
as $$
    insert into nexus.parent_profiles (id, "userId")
    values (nexus_parent.id, test.nexus_user(nexus_parent.id))
    returning id
$$;

comment on function test.nexus_parent(text) is 'A parent; user and profile have the same id.';

-- As whoever owns the tables, past their rules: what was booked in 2026 stays booked there.
create function test.nexus_booking(
    id text, student text, coach text, starts text, ends text, day text default '2026-03-02',
    status text default 'SCHEDULED'
)
returns text
language sql
security definer
set timezone = 'UTC'
set session_replication_role = 'replica'
as $$
    insert into nexus.session_history ("sessionId", "newStatus")
    values (nexus_booking.id, nexus_booking.status::nexus."SessionStatus");
    insert into nexus."SessionBooking"
        (id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration, status)
    values
        (nexus_booking.id, student, coach, 'NSI', 'Lesson', day::timestamptz, starts, ends,
         (nexus.minute_of_day(ends) - nexus.minute_of_day(starts) + 1439) % 1440 + 1,
         nexus_booking.status::nexus."SessionStatus")
    returning id
$$;

comment on function test.nexus_booking(text, text, text, text, text, text, text) is
    'A booking of a slot; Monday 2 March 2026 unless said otherwise. A day without a zone is read in UTC. Triggers, those of '
    'foreign keys among them, do not fire.';

create function test.nexus_day(n integer default 0)
returns date
language sql
stable
as $$
    select date_trunc('week', now() at time zone nexus.time_zone())::date + 14 + n / 5 * 7 + n % 5
$$;

comment on function test.nexus_day(integer) is
    'The Monday of the week after next, or a working day after it: near enough to be booked, far enough to be cancelled.';

create function test.nexus_act(id text)
returns void
language sql
as $$
    select set_config('app.current_user_id', id, true)
$$;

comment on function test.nexus_act(text) is 'From here to the end of the transaction this user acts.';

create function test.nexus_school()
returns void
language plpgsql
as $$
begin
    perform test.nexus_parent('parent'), test.nexus_coach('coach'), test.nexus_user('assistant', 'ASSISTANTE');
    perform test.nexus_student('pupil', 'parent');
    insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
        select 'open ' || day, 'coach', day, '08:00', '20:00', '2020-01-01' from generate_series(1, 5) as day;
    insert into nexus.credit_transactions (id, "studentId", type, amount, description)
        values ('bought', 'pupil', 'PURCHASE', 10, 'Ten credits');
end
$$;

comment on function test.nexus_school() is
    'A parent, a pupil with ten credits, a coach of NSI who is there from Monday to Friday, an assistant.';

create function test.nexus_book(
    day date default test.nexus_day(), starts text default '14:00', ends text default '15:00',
    student text default 'pupil', coach text default 'coach', type text default 'INDIVIDUAL',
    modality text default 'ONLINE'
)
returns text
language sql
as $$
    select b.session_id
    from nexus.book_session(
        student, coach, 'NSI', 'Lesson', day, starts, ends, nexus_book.type::nexus."SessionType",
        nexus_book.modality::nexus."SessionModality"
    ) as b
$$;

comment on function test.nexus_book(date, text, text, text, text, text, text) is
    'Books a lesson as whoever acts; its id.';

create function test.nexus_soon(id text, before interval, type text default 'INDIVIDUAL', status text default 'SCHEDULED')
returns text
language plpgsql
as $$
declare
    begins constant timestamp := date_trunc('minute', now() at time zone nexus.time_zone()) + before;
begin
    perform test.nexus_booking(
        nexus_soon.id, 'pupil', 'coach', to_char(begins, 'HH24:MI'), to_char(begins + interval '1 hour', 'HH24:MI'),
        (begins at time zone nexus.time_zone())::text, nexus_soon.status
    );
    set local session_replication_role = replica;
    update nexus."SessionBooking" as b set type = nexus_soon.type::nexus."SessionType" where b.id = nexus_soon.id;
    set local session_replication_role = origin;
    insert into nexus.credit_transactions ("studentId", type, amount, description, "sessionId")
        values ('pupil', 'USAGE', -1, 'Lesson', nexus_soon.id);
    return nexus_soon.id;
end
$$;

comment on function test.nexus_soon(text, interval, text, text) is
    'A lesson of the pupil that was booked and paid and begins this long from now, to the minute.';

create function test.nexus_credit_request(id text, student text)
returns text
language sql
security definer
as $$
    insert into nexus.credit_requests (id, "studentId", amount, "requestedBy")
    values (nexus_credit_request.id, student, 4, 'parent')
    returning id
$$;

comment on function test.nexus_credit_request(text, text) is
    'A request for four session credits, which the server itself may not write.';

create function test.nexus_world()
returns void
language plpgsql
as $$
begin
    perform test.nexus_parent('parent'), test.nexus_coach('coach'), test.nexus_user('assistant', 'ASSISTANTE');
    perform test.nexus_student('pupil', 'parent');
    insert into nexus.student_profiles (id, "userId") values ('profile', 'pupil');
    insert into nexus.subscriptions
        (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
        values ('subscription', 'pupil', 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01');
    insert into nexus.subscription_requests
        (id, "studentId", "requestType", "planName", "monthlyPrice", status, "requestedBy", "requestedByEmail")
        values ('request', 'pupil', 'PLAN_CHANGE', 'IMMERSION', 750, 'PENDING', 'parent', 'parent@example.com');
    insert into nexus.sessions (id, "studentId", type, subject, title, "scheduledAt", duration, "creditCost", "coachId")
        values ('session', 'pupil', 'COURS_PRESENTIEL', 'NSI', 'Lesson', '2026-03-02 14:00+01', 60, 1.25, 'coach');
    insert into nexus.badges (id, name, description, category, condition)
        values ('badge', 'First', 'The first session', 'ASSIDUITE', 'One session');
    insert into nexus.student_badges (id, "studentId", "badgeId") values ('earned', 'pupil', 'badge');
    insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "validFrom")
        values ('availability', 'coach', 1, '08:00', '18:00', '2026-01-01');
    perform test.nexus_booking('booking', 'pupil', 'coach', '14:00', '15:00');
    update nexus."SessionBooking" set "parentId" = 'parent';
    insert into nexus."SessionNotification" (id, "sessionId", "userId", type, title, message)
        values ('told', 'booking', 'coach', 'SESSION_BOOKED', 'Booked', 'A lesson was booked');
    insert into nexus."SessionReminder" (id, "sessionId", "reminderType", "scheduledFor")
        values ('reminder', 'booking', 'ONE_DAY_BEFORE', '2026-03-01 14:00+01');
    insert into nexus.credit_packs (id, credits, "priceTnd") values (7001, 10, 99.9);
    insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId")
        values ('bought', 'pupil', 'PURCHASE', 10, 'Ten credits', null),
               ('entry', 'pupil', 'USAGE', -1.25, 'Lesson', 'booking');
    perform test.nexus_credit_request('asked', 'pupil');
    insert into nexus.payments (id, type, amount, description, "userId", method, "externalId")
        values ('payment', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent', 'konnect', 'ref-1');
    insert into nexus.credit_wallets (id, "userId") values (7001, 'parent');
    insert into nexus.credit_tx (id, "walletId", delta, reason, provider, "externalId", "packId")
        values (7001, 7001, 10, 'Ten credits', 'konnect', 'ref-1', 7001);
    insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd")
        values (7001, 'konnect', 'ref-1', 'parent', 7001, 99.9);
    insert into nexus.aria_conversations (id, "studentId", subject) values ('conversation', 'pupil', 'NSI');
    insert into nexus.aria_messages (id, "conversationId", role, content)
        values ('turn', 'conversation', 'assistant', 'Hello');
    -- A question of long ago; a trigger counts it.
    insert into nexus.aria_messages (id, "conversationId", role, content, "createdAt")
        values ('question', 'conversation', 'user', 'Hello?', '2026-01-05 08:00+01');
    insert into nexus.memories (id, "studentId", kind, content) values ('memory', 'pupil', 'SEMANTIC', 'Likes graphs');
    insert into nexus.user_documents (id, "ownerId", "originalName", mime, "storageKey")
        values ('document', 'coach', 'graphs.pdf', 'application/pdf', 'key-1');
    insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
        values ('chunk', 'document', 'NSI', 'Terminale', 'A graph has vertices.', 5,
                array_fill(1, array[1536])::real[]::extensions.vector, '{}');
    insert into nexus.ingest_jobs (id, "docId") values ('job', 'document');
    insert into nexus.pedagogical_contents (id, title, content, subject) values ('sheet', 'Graphs', 'Text', 'NSI');
    insert into nexus.bilans
        (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers, "generatedAt", "pdfUrl")
        values ('bilan', 'pupil', '{}', '{}', '{"total": 14, "totalMax": 20, "byDomain": {}}', '{}', '{}', '{}', now(),
                'https://example.com/bilan.pdf');
    insert into nexus.student_profile_data (id, "studentId") values ('data', 'pupil');
    insert into nexus.student_reports (id, "studentId", title, content, period, "coachId")
        values ('report', 'pupil', 'March', 'Good', 'March', 'coach');
    insert into nexus.generated_documents (id, "studentId", title, url, subject)
        values ('sheet', 'pupil', 'Graphs', 'https://example.com/1', 'NSI');
    insert into nexus.mail_logs (id, "bilanId", "userId", variant, recipients, subject, status)
        values ('mail', 'bilan', 'assistant', 'parent', 'parent@example.com', 'Bilan', 'SENT');
    insert into nexus.notifications (id, "userId", "userRole", type, title, message, data)
        values ('notice', 'assistant', 'ASSISTANTE', 'CREDIT_REQUEST', 'Credits', 'Ten, please', '{}');
    insert into nexus.messages (id, content, "senderId", "receiverId") values ('message', 'Hello', 'parent', 'coach');
    insert into nexus.product_pricing (id, "itemType", "itemKey", amount, description)
        values ('price', 'SUBSCRIPTION', 'HYBRIDE', 450, 'Hybrid');
    insert into nexus.pricing (id, service, variable, valeur) values (7001, 'ARIA', 'ARIA_tarif_matiere', 50);
    insert into nexus.credit_usage (key, credits) values ('SOS_15', 1);
    insert into nexus.payment_settings default values;
    insert into nexus.billing_policy default values;
    insert into nexus.offer_bindings (code, label, refs) values ('ARIA_MATIERE', 'ARIA', '[]');
    insert into nexus."LegalPage" (id, slug, title, "contentMd", "contentHash") values (7001, 'cgu', 'CGU', '…', 'h');
    insert into nexus.audit_logs (id, actor, action) values (7001, 'assistant', 'RAG_INGEST');
    insert into nexus.cron_executions (id, "jobName", "executionKey", status)
        values ('run', 'monthly-allocation', '2026-03', 'RUNNING');
end
$$;

comment on function test.nexus_world() is
    'One row in each of the 44 tables: parent, pupil, coach and assistant with everything that refers to them.';

create function test.nexus_rules_aside()
returns void
language plpgsql
as $$
declare
    rule record;
begin
    set constraints all immediate;
    for rule in
        select t.tgrelid::regclass as relation, t.tgname as name
        from pg_catalog.pg_trigger as t
        join pg_catalog.pg_class as c on c.oid = t.tgrelid
        join pg_catalog.pg_proc as p on p.oid = t.tgfoid
        where c.relnamespace = 'nexus'::regnamespace and not t.tgisinternal
          and p.pronamespace = 'nexus'::regnamespace and p.proname !~ 'contentHash'
    loop
        execute format('alter table %s disable trigger %I', rule.relation, rule.name);
    end loop;
    -- What the triggers compute, and so keep true.
    alter table nexus.credit_transactions drop constraint "credit_transactions_balanceAfter_is_the_sum";
    alter table nexus.credit_tx drop constraint "credit_tx_balanceAfter_is_the_sum";
    alter table nexus."SessionBooking"
        drop constraint "SessionBooking_duration_is_that_of_the_slot",
        drop constraint "SessionBooking_creditsUsed_is_1_to_10";
    alter table nexus.credit_requests drop constraint credit_requests_approval_has_an_entry;
    alter table nexus.bilans drop constraint bilans_status_says_how_far_it_is;
end
$$;

comment on function test.nexus_rules_aside() is
    'Switches the triggers off that hold the rules of the business, for tests of what columns and constraints hold by '
    'themselves.';
