-- depends: nexus-0173-enable-row-security
--
-- What people see and change through their own role, by who they are: the administrator everything; assistants what
-- concerns payments, credits, requests and bookings; coaches their hours, their lessons and their reports; parents
-- themselves and their children; pupils themselves.
--
-- What would let somebody raise himself is not granted at all, to the administrator no more than to others: roles and
-- passwords, money, credits, bookings, requests, documents. It is changed by functions that check the actor (book_session,
-- approve_credit_request, …) and by the server. Columns are granted one by one where a row is partly its owner's.
--
-- A policy is asked before a foreign key: a reference to somebody whom the actor has nothing to do with is refused in the
-- same words whether that somebody exists or not.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because a policy and its grant belong together; every lock is held for an instant

set local role nexus_owner;

create policy users_select on nexus.users for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or id = any (array(select nexus.actor_people()))
    );
comment on policy users_select on nexus.users is 'People see their own account, parents those of their children, the staff all.';
grant select (id, email, role, "firstName", "lastName", phone, "createdAt", "updatedAt") on nexus.users to nexus_user;

create policy users_update on nexus.users for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or id = (select platform.actor_id())
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or id = (select platform.actor_id())
    );
comment on policy users_update on nexus.users is 'People correct their own names and number; role, address and password are the server''s.';
grant update ("firstName", "lastName", phone) on nexus.users to nexus_user;

create policy parent_profiles_select on nexus.parent_profiles for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "userId" = (select platform.actor_id())
    );
comment on policy parent_profiles_select on nexus.parent_profiles is 'Parents see their own profile, the staff all.';
grant select on nexus.parent_profiles to nexus_user;

create policy parent_profiles_update on nexus.parent_profiles for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    );
comment on policy parent_profiles_update on nexus.parent_profiles is 'Parents correct their own address.';
grant update (address, city, country) on nexus.parent_profiles to nexus_user;

create policy student_profiles_select on nexus.student_profiles for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "userId" = any (array(select nexus.actor_people()))
    );
comment on policy student_profiles_select on nexus.student_profiles is 'Pupils and their parents see the profile, the staff all.';
grant select on nexus.student_profiles to nexus_user;

create policy student_profiles_update on nexus.student_profiles for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = any (array(select nexus.actor_people()))
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = any (array(select nexus.actor_people()))
    );
comment on policy student_profiles_update on nexus.student_profiles is 'Pupils and their parents correct the profile.';
grant update (grade, school, "birthDate") on nexus.student_profiles to nexus_user;

create policy coach_profiles_select on nexus.coach_profiles for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy coach_profiles_select on nexus.coach_profiles is 'Coaches are presented to everybody who acts.';
grant select on nexus.coach_profiles to nexus_user;

create policy coach_profiles_update on nexus.coach_profiles for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    );
comment on policy coach_profiles_update on nexus.coach_profiles is 'Coaches present themselves; what they teach is decided by others.';
grant update (title, tag, description, philosophy, expertise, "availableOnline", "availableInPerson") on nexus.coach_profiles to nexus_user;

create policy students_select on nexus.students for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or id = any (array(select nexus.actor_pupils()))
    );
comment on policy students_select on nexus.students is 'Pupils and their parents see the enrolment, the staff all.';
grant select on nexus.students to nexus_user;

create policy subscriptions_select on nexus.subscriptions for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy subscriptions_select on nexus.subscriptions is 'Pupils and their parents see their subscriptions, the staff all.';
grant select on nexus.subscriptions to nexus_user;

create policy subscription_requests_select on nexus.subscription_requests for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy subscription_requests_select on nexus.subscription_requests is 'Pupils and their parents see their requests, the staff all.';
grant select on nexus.subscription_requests to nexus_user;

create policy credit_transactions_select on nexus.credit_transactions for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy credit_transactions_select on nexus.credit_transactions is 'Pupils and their parents see their journal, the staff all.';
grant select on nexus.credit_transactions to nexus_user;

create policy credit_lots_select on nexus.credit_lots for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy credit_lots_select on nexus.credit_lots is 'Pupils and their parents see their credits, the staff all.';
grant select on nexus.credit_lots to nexus_user;

create policy credit_requests_select on nexus.credit_requests for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy credit_requests_select on nexus.credit_requests is 'Pupils and their parents see their requests, the staff all.';
grant select on nexus.credit_requests to nexus_user;

create policy aria_usage_select on nexus.aria_usage for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or student_id = any (array(select nexus.actor_pupils()))
    );
comment on policy aria_usage_select on nexus.aria_usage is 'Pupils and their parents see how many questions were asked; assistants have no business there.';
grant select on nexus.aria_usage to nexus_user;

create policy student_profile_data_select on nexus.student_profile_data for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy student_profile_data_select on nexus.student_profile_data is 'Pupils and their parents see their answers; of the staff the administrator alone.';
grant select on nexus.student_profile_data to nexus_user;

create policy bilans_select on nexus.bilans for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy bilans_select on nexus.bilans is 'Pupils and their parents see their reports; of the staff the administrator alone.';
grant select on nexus.bilans to nexus_user;

create policy generated_documents_select on nexus.generated_documents for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy generated_documents_select on nexus.generated_documents is 'Pupils and their parents see their documents; of the staff the administrator alone.';
grant select on nexus.generated_documents to nexus_user;

create policy student_badges_select on nexus.student_badges for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy student_badges_select on nexus.student_badges is 'Pupils and their parents see their badges; of the staff the administrator alone.';
grant select on nexus.student_badges to nexus_user;

create policy aria_conversations_select on nexus.aria_conversations for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy aria_conversations_select on nexus.aria_conversations is 'Pupils and their parents see their conversations; of the staff the administrator alone.';
grant select on nexus.aria_conversations to nexus_user;

create policy memories_select on nexus.memories for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
    );
comment on policy memories_select on nexus.memories is 'Pupils and their parents see their memories; of the staff the administrator alone.';
grant select on nexus.memories to nexus_user;

create policy aria_messages_select on nexus.aria_messages for select to nexus_user
    using (
        "conversationId" in (select c.id from nexus.aria_conversations as c)
    );
comment on policy aria_messages_select on nexus.aria_messages is 'Who sees a conversation sees what was said in it.';
grant select on nexus.aria_messages to nexus_user;

create policy sessions_select on nexus.sessions for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_pupils()))
        or "coachId" = (select nexus.actor_coach())
    );
comment on policy sessions_select on nexus.sessions is 'Pupils, their parents and the coach see the lesson, the staff all.';
grant select on nexus.sessions to nexus_user;

create policy student_reports_select on nexus.student_reports for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "studentId" = any (array(select nexus.actor_pupils()))
        or "coachId" = (select nexus.actor_coach())
    );
comment on policy student_reports_select on nexus.student_reports is 'Pupils and their parents see reports about them, coaches those they wrote, the administrator all.';
grant select on nexus.student_reports to nexus_user;

create policy student_reports_insert on nexus.student_reports for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or ("coachId" = (select nexus.actor_coach())
            and "studentId" in (select nexus.actor_taught()))
    );
comment on policy student_reports_insert on nexus.student_reports is 'Coaches report on pupils whom they teach, in their own name.';
grant insert ("studentId", "coachId", title, content, period, "sessionsCount", "averageGrade", "progressNotes", recommendations) on nexus.student_reports to nexus_user;

create policy student_reports_update on nexus.student_reports for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "coachId" = (select nexus.actor_coach())
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
        or "coachId" = (select nexus.actor_coach())
    );
comment on policy student_reports_update on nexus.student_reports is 'Coaches correct what they wrote; of whom and by whom stays.';
grant update (title, content, period, "sessionsCount", "averageGrade", "progressNotes", recommendations) on nexus.student_reports to nexus_user;

create policy "SessionBooking_select" on nexus."SessionBooking" for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "studentId" = any (array(select nexus.actor_people()))
        or "coachId" = (select platform.actor_id())
        or "parentId" = (select platform.actor_id())
    );
comment on policy "SessionBooking_select" on nexus."SessionBooking" is 'Pupils, their parents, the coach and who booked see the booking, the staff all.';
grant select on nexus."SessionBooking" to nexus_user;

create policy session_history_select on nexus.session_history for select to nexus_user
    using (
        "sessionId" in (select b.id from nexus."SessionBooking" as b)
    );
comment on policy session_history_select on nexus.session_history is 'Who sees a booking sees what became of it.';
grant select on nexus.session_history to nexus_user;

create policy "SessionNotification_select" on nexus."SessionNotification" for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    );
comment on policy "SessionNotification_select" on nexus."SessionNotification" is 'People see what they were told, the administrator all.';
grant select on nexus."SessionNotification" to nexus_user;

create policy "SessionNotification_update" on nexus."SessionNotification" for update to nexus_user
    using (
        "userId" = (select platform.actor_id())
    )
    with check (
        "userId" = (select platform.actor_id())
    );
comment on policy "SessionNotification_update" on nexus."SessionNotification" is 'People say when they read it.';
grant update ("readAt") on nexus."SessionNotification" to nexus_user;

create policy "SessionReminder_select" on nexus."SessionReminder" for select to nexus_user
    using (
        "sessionId" in (select b.id from nexus."SessionBooking" as b)
    );
comment on policy "SessionReminder_select" on nexus."SessionReminder" is 'Who sees a booking sees its reminders.';
grant select on nexus."SessionReminder" to nexus_user;

create policy "CoachAvailability_select" on nexus."CoachAvailability" for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "coachId" = (select platform.actor_id())
    );
comment on policy "CoachAvailability_select" on nexus."CoachAvailability" is 'Coaches see their own hours, the staff all; others ask nexus.available_slots().';
grant select on nexus."CoachAvailability" to nexus_user;

create policy "CoachAvailability_insert" on nexus."CoachAvailability" for insert to nexus_user
    with check (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or ((select nexus.actor_role()) = 'COACH' and "coachId" = (select platform.actor_id()))
    );
comment on policy "CoachAvailability_insert" on nexus."CoachAvailability" is 'Coaches enter their own hours, the staff those of any.';
grant insert ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "isRecurring", "validFrom", "validUntil") on nexus."CoachAvailability" to nexus_user;

create policy "CoachAvailability_update" on nexus."CoachAvailability" for update to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or ((select nexus.actor_role()) = 'COACH' and "coachId" = (select platform.actor_id()))
    )
    with check (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or ((select nexus.actor_role()) = 'COACH' and "coachId" = (select platform.actor_id()))
    );
comment on policy "CoachAvailability_update" on nexus."CoachAvailability" is 'Coaches change their own hours, the staff those of any.';
grant update ("dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "isRecurring", "validFrom", "validUntil") on nexus."CoachAvailability" to nexus_user;

create policy "CoachAvailability_delete" on nexus."CoachAvailability" for delete to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or ((select nexus.actor_role()) = 'COACH' and "coachId" = (select platform.actor_id()))
    );
comment on policy "CoachAvailability_delete" on nexus."CoachAvailability" is 'Coaches take back their own hours, the staff those of any.';
grant delete on nexus."CoachAvailability" to nexus_user;

create policy payments_select on nexus.payments for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "userId" = (select platform.actor_id())
    );
comment on policy payments_select on nexus.payments is 'Payers see what they paid, the staff all.';
grant select on nexus.payments to nexus_user;

create policy payment_records_select on nexus.payment_records for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "userId" = (select platform.actor_id())
    );
comment on policy payment_records_select on nexus.payment_records is 'Payers see what they paid, the staff all.';
grant select on nexus.payment_records to nexus_user;

create policy credit_wallets_select on nexus.credit_wallets for select to nexus_user
    using (
        (select nexus.actor_role()) in ('ADMIN', 'ASSISTANTE')
        or "userId" = (select platform.actor_id())
    );
comment on policy credit_wallets_select on nexus.credit_wallets is 'People see their own wallet, the staff all.';
grant select on nexus.credit_wallets to nexus_user;

create policy credit_tx_select on nexus.credit_tx for select to nexus_user
    using (
        "walletId" in (select w.id from nexus.credit_wallets as w)
    );
comment on policy credit_tx_select on nexus.credit_tx is 'Who sees a wallet sees its entries.';
grant select on nexus.credit_tx to nexus_user;

create policy notifications_select on nexus.notifications for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "userId" = (select platform.actor_id())
    );
comment on policy notifications_select on nexus.notifications is 'People see what they were told, the administrator all.';
grant select on nexus.notifications to nexus_user;

create policy notifications_update on nexus.notifications for update to nexus_user
    using (
        "userId" = (select platform.actor_id())
    )
    with check (
        "userId" = (select platform.actor_id())
    );
comment on policy notifications_update on nexus.notifications is 'People say that they read it.';
grant update (read) on nexus.notifications to nexus_user;

create policy messages_select on nexus.messages for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "senderId" = (select platform.actor_id())
        or "receiverId" = (select platform.actor_id())
    );
comment on policy messages_select on nexus.messages is 'Sender and receiver see a message, and the administrator.';
grant select on nexus.messages to nexus_user;

create policy messages_insert on nexus.messages for insert to nexus_user
    with check (
        "senderId" = (select platform.actor_id())
        and "receiverId" in (select nexus.actor_correspondents())
    );
comment on policy messages_insert on nexus.messages is 'People write in their own name, to those with whom they have to do: nobody else''s id is confirmed.';
grant insert (content, "fileUrl", "fileName", "senderId", "receiverId") on nexus.messages to nexus_user;

create policy messages_update on nexus.messages for update to nexus_user
    using (
        "receiverId" = (select platform.actor_id())
    )
    with check (
        "receiverId" = (select platform.actor_id())
    );
comment on policy messages_update on nexus.messages is 'The receiver says that it was read; nobody changes what was written.';
grant update ("readAt") on nexus.messages to nexus_user;

create policy user_documents_select on nexus.user_documents for select to nexus_user
    using (
        nexus.may_read_document("ownerId", "ownerRole", (select platform.actor_id()), (select nexus.actor_role()))
    );
comment on policy user_documents_select on nexus.user_documents is 'Everybody sees the library and own documents, the staff all.';
grant select on nexus.user_documents to nexus_user;

create policy knowledge_assets_select on nexus.knowledge_assets for select to nexus_user
    using (
        "docId" in (select d.id from nexus.user_documents as d)
    );
comment on policy knowledge_assets_select on nexus.knowledge_assets is 'Who may read a document may read its chunks.';
grant select on nexus.knowledge_assets to nexus_user;

create policy ingest_jobs_select on nexus.ingest_jobs for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
        or "docId" in (select d.id from nexus.user_documents as d where d."ownerId" = (select platform.actor_id()))
    );
comment on policy ingest_jobs_select on nexus.ingest_jobs is 'Owners see how far their document is, the administrator all.';
grant select on nexus.ingest_jobs to nexus_user;

create policy badges_select on nexus.badges for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy badges_select on nexus.badges is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.badges to nexus_user;

create policy badges_insert on nexus.badges for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy badges_insert on nexus.badges is 'The administrator decides on it.';
grant insert on nexus.badges to nexus_user;

create policy badges_update on nexus.badges for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy badges_update on nexus.badges is 'The administrator decides on it.';
grant update on nexus.badges to nexus_user;

create policy badges_delete on nexus.badges for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy badges_delete on nexus.badges is 'The administrator decides on it.';
grant delete on nexus.badges to nexus_user;

create policy pricing_select on nexus.pricing for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy pricing_select on nexus.pricing is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.pricing to nexus_user;

create policy pricing_insert on nexus.pricing for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pricing_insert on nexus.pricing is 'The administrator decides on it.';
grant insert on nexus.pricing to nexus_user;

create policy pricing_update on nexus.pricing for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pricing_update on nexus.pricing is 'The administrator decides on it.';
grant update on nexus.pricing to nexus_user;

create policy pricing_delete on nexus.pricing for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pricing_delete on nexus.pricing is 'The administrator decides on it.';
grant delete on nexus.pricing to nexus_user;

create policy product_pricing_select on nexus.product_pricing for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy product_pricing_select on nexus.product_pricing is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.product_pricing to nexus_user;

create policy product_pricing_insert on nexus.product_pricing for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy product_pricing_insert on nexus.product_pricing is 'The administrator decides on it.';
grant insert on nexus.product_pricing to nexus_user;

create policy product_pricing_update on nexus.product_pricing for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy product_pricing_update on nexus.product_pricing is 'The administrator decides on it.';
grant update on nexus.product_pricing to nexus_user;

create policy product_pricing_delete on nexus.product_pricing for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy product_pricing_delete on nexus.product_pricing is 'The administrator decides on it.';
grant delete on nexus.product_pricing to nexus_user;

create policy credit_packs_select on nexus.credit_packs for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy credit_packs_select on nexus.credit_packs is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.credit_packs to nexus_user;

create policy credit_packs_insert on nexus.credit_packs for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_packs_insert on nexus.credit_packs is 'The administrator decides on it.';
grant insert on nexus.credit_packs to nexus_user;

create policy credit_packs_update on nexus.credit_packs for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_packs_update on nexus.credit_packs is 'The administrator decides on it.';
grant update on nexus.credit_packs to nexus_user;

create policy credit_packs_delete on nexus.credit_packs for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_packs_delete on nexus.credit_packs is 'The administrator decides on it.';
grant delete on nexus.credit_packs to nexus_user;

create policy credit_usage_select on nexus.credit_usage for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy credit_usage_select on nexus.credit_usage is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.credit_usage to nexus_user;

create policy credit_usage_insert on nexus.credit_usage for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_usage_insert on nexus.credit_usage is 'The administrator decides on it.';
grant insert on nexus.credit_usage to nexus_user;

create policy credit_usage_update on nexus.credit_usage for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_usage_update on nexus.credit_usage is 'The administrator decides on it.';
grant update on nexus.credit_usage to nexus_user;

create policy credit_usage_delete on nexus.credit_usage for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy credit_usage_delete on nexus.credit_usage is 'The administrator decides on it.';
grant delete on nexus.credit_usage to nexus_user;

create policy offer_bindings_select on nexus.offer_bindings for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy offer_bindings_select on nexus.offer_bindings is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.offer_bindings to nexus_user;

create policy offer_bindings_insert on nexus.offer_bindings for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy offer_bindings_insert on nexus.offer_bindings is 'The administrator decides on it.';
grant insert on nexus.offer_bindings to nexus_user;

create policy offer_bindings_update on nexus.offer_bindings for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy offer_bindings_update on nexus.offer_bindings is 'The administrator decides on it.';
grant update on nexus.offer_bindings to nexus_user;

create policy offer_bindings_delete on nexus.offer_bindings for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy offer_bindings_delete on nexus.offer_bindings is 'The administrator decides on it.';
grant delete on nexus.offer_bindings to nexus_user;

create policy billing_policy_select on nexus.billing_policy for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy billing_policy_select on nexus.billing_policy is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.billing_policy to nexus_user;

create policy billing_policy_update on nexus.billing_policy for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy billing_policy_update on nexus.billing_policy is 'The administrator decides on it; there is one row.';
grant update on nexus.billing_policy to nexus_user;

create policy payment_settings_select on nexus.payment_settings for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy payment_settings_select on nexus.payment_settings is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.payment_settings to nexus_user;

create policy payment_settings_update on nexus.payment_settings for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy payment_settings_update on nexus.payment_settings is 'The administrator decides on it; there is one row.';
grant update on nexus.payment_settings to nexus_user;

create policy "LegalPage_select" on nexus."LegalPage" for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy "LegalPage_select" on nexus."LegalPage" is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus."LegalPage" to nexus_user;

create policy pedagogical_contents_select on nexus.pedagogical_contents for select to nexus_user
    using (
        (select nexus.actor_role()) is not null
    );
comment on policy pedagogical_contents_select on nexus.pedagogical_contents is 'Everybody who acts reads it; it says nothing of anybody.';
grant select on nexus.pedagogical_contents to nexus_user;

create policy pedagogical_contents_insert on nexus.pedagogical_contents for insert to nexus_user
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pedagogical_contents_insert on nexus.pedagogical_contents is 'The administrator decides on it.';
grant insert on nexus.pedagogical_contents to nexus_user;

create policy pedagogical_contents_update on nexus.pedagogical_contents for update to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    )
    with check (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pedagogical_contents_update on nexus.pedagogical_contents is 'The administrator decides on it.';
grant update on nexus.pedagogical_contents to nexus_user;

create policy pedagogical_contents_delete on nexus.pedagogical_contents for delete to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy pedagogical_contents_delete on nexus.pedagogical_contents is 'The administrator decides on it.';
grant delete on nexus.pedagogical_contents to nexus_user;

create policy "LegalVersion_select" on nexus."LegalVersion" for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy "LegalVersion_select" on nexus."LegalVersion" is 'For the administrator alone.';
grant select on nexus."LegalVersion" to nexus_user;

create policy audit_logs_select on nexus.audit_logs for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy audit_logs_select on nexus.audit_logs is 'For the administrator alone.';
grant select on nexus.audit_logs to nexus_user;

create policy cron_executions_select on nexus.cron_executions for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy cron_executions_select on nexus.cron_executions is 'For the administrator alone.';
grant select on nexus.cron_executions to nexus_user;

create policy mail_logs_select on nexus.mail_logs for select to nexus_user
    using (
        (select nexus.actor_role()) = 'ADMIN'
    );
comment on policy mail_logs_select on nexus.mail_logs is 'For the administrator alone.';
grant select on nexus.mail_logs to nexus_user;
