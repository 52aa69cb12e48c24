begin;
select plan(1);

-- Role × object × command. nexus_owner, and migrator through it, may do everything and are listed where they may not.
select set_eq(
    $$select * from test.privileges('nexus')$$,
    $$
        -- Tables: the server reads and writes, reports read all but the password.
        select role, t.name, privileges
        from (values
            ('nexus.users'),
            ('nexus.parent_profiles'),
            ('nexus.student_profiles'),
            ('nexus.students'),
            ('nexus.coach_profiles'),
            ('nexus.student_badges'),
            ('nexus.badges'),
            ('nexus."CoachAvailability"'),
            ('nexus."SessionNotification"'),
            ('nexus."SessionReminder"'),
            ('nexus.credit_packs'),
            ('nexus.credit_transactions'),
            ('nexus.subscription_requests'),
            ('nexus.sessions'),
            ('nexus.subscriptions'),
            ('nexus."SessionBooking"'),
            ('nexus.payments'),
            ('nexus.aria_conversations'),
            ('nexus.credit_wallets'),
            ('nexus.credit_tx'),
            ('nexus.memories'),
            ('nexus.payment_records'),
            ('nexus.aria_messages'),
            ('nexus.bilans'),
            ('nexus.pedagogical_contents'),
            ('nexus.student_profile_data'),
            ('nexus.ingest_jobs'),
            ('nexus.user_documents'),
            ('nexus.student_reports'),
            ('nexus.generated_documents'),
            ('nexus.knowledge_assets'),
            ('nexus.mail_logs'),
            ('nexus.messages'),
            ('nexus.pricing'),
            ('nexus.notifications'),
            ('nexus.product_pricing'),
            ('nexus.payment_settings'),
            ('nexus.billing_policy'),
            ('nexus.offer_bindings'),
            ('nexus.credit_usage'),
            ('nexus."LegalVersion"'),
            ('nexus.audit_logs'),
            ('nexus.cron_executions'),
            ('nexus."LegalPage"')
        ) as t (name)
        cross join (values ('nexus_app', 'DELETE, INSERT, SELECT, UPDATE'), ('nexus_readonly', 'SELECT')) as r (role, privileges)
        where (role, t.name) <> ('nexus_readonly', 'nexus.users')
        union all
        select 'nexus_readonly', 'nexus.users.' || name, 'SELECT'
        from unnest(array['id', 'email', 'role', '"firstName"', '"lastName"', 'phone', '"createdAt"', '"updatedAt"']) as name
        union all
        -- What people are granted; policies say which rows, and columns stand here one by one.
        select 'nexus_user', name, privileges
        from (values
            ('DELETE, INSERT, SELECT, UPDATE', array[
                'nexus.badges',
                'nexus.pricing',
                'nexus.product_pricing',
                'nexus.credit_packs',
                'nexus.credit_usage',
                'nexus.offer_bindings',
                'nexus.pedagogical_contents'
            ]),
            ('DELETE, SELECT', array[
                'nexus."CoachAvailability"'
            ]),
            ('INSERT', array[
                'nexus."CoachAvailability"."coachId"',
                'nexus.messages.content',
                'nexus.messages."fileUrl"',
                'nexus.messages."fileName"',
                'nexus.messages."senderId"',
                'nexus.messages."receiverId"',
                'nexus.student_reports."studentId"',
                'nexus.student_reports."coachId"'
            ]),
            ('INSERT, UPDATE', array[
                'nexus."CoachAvailability"."dayOfWeek"',
                'nexus."CoachAvailability"."startTime"',
                'nexus."CoachAvailability"."endTime"',
                'nexus."CoachAvailability"."specificDate"',
                'nexus."CoachAvailability"."isAvailable"',
                'nexus."CoachAvailability"."isRecurring"',
                'nexus."CoachAvailability"."validFrom"',
                'nexus."CoachAvailability"."validUntil"',
                'nexus.student_reports.title',
                'nexus.student_reports.content',
                'nexus.student_reports.period',
                'nexus.student_reports."sessionsCount"',
                'nexus.student_reports."averageGrade"',
                'nexus.student_reports."progressNotes"',
                'nexus.student_reports.recommendations'
            ]),
            ('SELECT', array[
                'nexus.parent_profiles',
                'nexus.student_profiles',
                'nexus.coach_profiles',
                'nexus.students',
                'nexus.subscriptions',
                'nexus.subscription_requests',
                'nexus.credit_transactions',
                'nexus.credit_lots',
                'nexus.credit_requests',
                'nexus.aria_usage',
                'nexus.student_profile_data',
                'nexus.bilans',
                'nexus.generated_documents',
                'nexus.student_badges',
                'nexus.aria_conversations',
                'nexus.memories',
                'nexus.aria_messages',
                'nexus.sessions',
                'nexus.student_reports',
                'nexus."SessionBooking"',
                'nexus.session_history',
                'nexus."SessionNotification"',
                'nexus."SessionReminder"',
                'nexus.payments',
                'nexus.payment_records',
                'nexus.credit_wallets',
                'nexus.credit_tx',
                'nexus.notifications',
                'nexus.messages',
                'nexus.user_documents',
                'nexus.knowledge_assets',
                'nexus.ingest_jobs',
                'nexus."LegalPage"',
                'nexus."LegalVersion"',
                'nexus.audit_logs',
                'nexus.cron_executions',
                'nexus.mail_logs',
                'nexus.users.id',
                'nexus.users.email',
                'nexus.users.role',
                'nexus.users."createdAt"',
                'nexus.users."updatedAt"'
            ]),
            ('SELECT, UPDATE', array[
                'nexus.billing_policy',
                'nexus.payment_settings',
                'nexus.users."firstName"',
                'nexus.users."lastName"',
                'nexus.users.phone'
            ]),
            ('UPDATE', array[
                'nexus.parent_profiles.address',
                'nexus.parent_profiles.city',
                'nexus.parent_profiles.country',
                'nexus.student_profiles.grade',
                'nexus.student_profiles.school',
                'nexus.student_profiles."birthDate"',
                'nexus.coach_profiles.title',
                'nexus.coach_profiles.tag',
                'nexus.coach_profiles.description',
                'nexus.coach_profiles.philosophy',
                'nexus.coach_profiles.expertise',
                'nexus.coach_profiles."availableOnline"',
                'nexus.coach_profiles."availableInPerson"',
                'nexus.messages."readAt"',
                'nexus.notifications.read',
                'nexus."SessionNotification"."readAt"'
            ])
        ) as granted (privileges, names)
        cross join lateral unnest(names) as name
        union all
        -- What constraints and defaults call on behalf of whoever writes.
        select role, name, privileges
        from unnest(array['nexus_app', 'nexus_user', 'nexus_readonly']) as role
        cross join (values
            ('schema nexus', 'USAGE'),
            ('nexus.time_zone()', 'EXECUTE'),
            ('nexus.minute_of_day(text)', 'EXECUTE'),
            ('nexus.slot(timestamp with time zone,text,text,text)', 'EXECUTE'),
            ('nexus.credit_effect(text,numeric)', 'EXECUTE')
        ) as o (name, privileges)
        union all
        -- What triggers and functions alone write.
        select role, name, 'SELECT'
        from unnest(array['nexus_app', 'nexus_readonly']) as role
        cross join unnest(array[
            'nexus.credit_lots', 'nexus.credit_draws', 'nexus.session_history', 'nexus.session_costs',
            'nexus.credit_requests',
            'nexus.session_transitions'
        ]) as name
        union all
        select 'nexus_user', name, 'SELECT'
        from unnest(array['nexus.session_costs', 'nexus.session_transitions']) as name
        union all
        -- What people and the server call; each asks who the actor is.
        select role, name, 'EXECUTE'
        from unnest(array['nexus_app', 'nexus_user']) as role
        cross join unnest(array[
            'nexus.available_slots(text,date,date,integer,integer,timestamp with time zone,text)',
            'nexus.book_session(text,text,nexus."Subject",text,date,text,text,nexus."SessionType",nexus."SessionModality",text,text,text,text)',
            'nexus.confirm_session(text)',
            'nexus.start_session(text)',
            'nexus.complete_session(text,text)',
            'nexus.no_show_session(text)',
            'nexus.cancel_session(text,text)',
            'nexus.reschedule_session(text,date,text,text,text)',
            'nexus.request_credits(text,numeric,text)',
            'nexus.approve_credit_request(text)',
            'nexus.reject_credit_request(text,text)',
            'nexus.spend_wallet(text,text,integer)',
            'nexus.correct_wallet_entry(integer,text)'
        ]) as name
        union all
        -- What the scheduler of the server calls.
        select 'nexus_app', name, 'EXECUTE'
        from unnest(array[
            'nexus.allocate_monthly_credits(date)', 'nexus.expire_credits()', 'nexus.remind_of_expiring_credits()'
        ]) as name
        union all
        -- Everything else, one by one.
        values
            ('nexus_app', 'nexus.aria_admit(inet)', 'EXECUTE'),
            ('nexus_app', 'nexus.aria_answer(text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.aria_ask(text,nexus."Subject",text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.aria_judge(text,boolean)', 'EXECUTE'),
            ('nexus_app',
             'nexus.aria_recall(text,extensions.vector,integer,nexus."MemoryKind"[],double precision,interval,text)',
             'EXECUTE'),
            ('nexus_app', 'nexus.aria_remember(text,nexus."MemoryKind",text,extensions.vector,jsonb,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.aria_usage', 'SELECT'),
            ('nexus_app', 'nexus.badge_rules', 'SELECT'),
            ('nexus_app', 'nexus.cancel_reservation(integer)', 'EXECUTE'),
            ('nexus_app', 'nexus.cancel_subscription(text)', 'EXECUTE'),
            ('nexus_app', 'nexus.chunks_to_embed(bigint,integer)', 'EXECUTE'),
            ('nexus_app', 'nexus.claim_ingestion(text,interval)', 'EXECUTE'),
            ('nexus_app', 'nexus.confirm_reservation(integer)', 'EXECUTE'),
            ('nexus_app', 'nexus.decide_subscription_request(text,boolean,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.errors', 'SELECT'),
            ('nexus_app', 'nexus.expire_subscriptions(timestamp with time zone)', 'EXECUTE'),
            ('nexus_app', 'nexus.fail_ingestion(bigint,integer,text,boolean)', 'EXECUTE'),
            ('nexus_app', 'nexus.generate_bilan(text,text,bytea,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.index_ingestion(bigint,integer)', 'EXECUTE'),
            ('nexus_app', 'nexus.ingest_chunks', 'SELECT'),
            ('nexus_app', 'nexus.ingest_works', 'SELECT'),
            ('nexus_app', 'nexus.is_list_of_subjects(text)', 'EXECUTE'),
            ('nexus_app', 'nexus.log_bilan_mail(text,text,text[],text,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.name_payment(text,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.pay_pack(text,integer,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.pay_subscription(text,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.payment_orders', 'SELECT'),
            ('nexus_app', 'nexus.plans', 'SELECT'),
            ('nexus_app', 'nexus.provider_events', 'SELECT'),
            ('nexus_app', 'nexus.provider_words', 'SELECT'),
            ('nexus_app', 'nexus.purge_notifications(interval)', 'EXECUTE'),
            ('nexus_app', 'nexus.receive_provider_event(text,bytea,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.refund_payment(text)', 'EXECUTE'),
            ('nexus_app', 'nexus.request_subscription(text,text,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.reserve_pack(text,integer,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.restore_legal_page(text,integer)', 'EXECUTE'),
            ('nexus_app', 'nexus.retry_ingestion(text)', 'EXECUTE'),
            ('nexus_app',
             'nexus.save_embeddings(bigint,integer,integer[],extensions.vector[],text,interval)', 'EXECUTE'),
            ('nexus_app', 'nexus.save_ingested_chunks(bigint,integer,jsonb)', 'EXECUTE'),
            ('nexus_app', 'nexus.save_ingested_text(bigint,integer,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.save_legal_page(text,integer,text,text,text,jsonb,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.score_bilan(text,jsonb,jsonb,jsonb,jsonb,jsonb)', 'EXECUTE'),
            ('nexus_app', 'nexus.scores_add_up(jsonb)', 'EXECUTE'),
            ('nexus_app',
             'nexus.search_knowledge(text,extensions.vector,integer,text,text,double precision,double precision,integer,double precision,text)',
             'EXECUTE'),
            ('nexus_app', 'nexus.submit_bilan(text,jsonb,jsonb,nexus."Subject",text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.text_configuration(text,jsonb)', 'EXECUTE'),
            ('nexus_app', 'nexus.transitions', 'SELECT'),
            ('nexus_app', 'nexus.upload_document(text,text,bigint,text,text,text,text)', 'EXECUTE'),
            ('nexus_app', 'nexus.validate_payment(text,boolean)', 'EXECUTE'),
            ('nexus_app', 'nexus.withdraw_bilan(text)', 'EXECUTE'),
            ('nexus_readonly', 'nexus.aria_usage', 'SELECT'),
            ('nexus_readonly', 'nexus.badge_rules', 'SELECT'),
            ('nexus_readonly', 'nexus.errors', 'SELECT'),
            ('nexus_readonly', 'nexus.ingest_chunks', 'SELECT'),
            ('nexus_readonly', 'nexus.ingest_works', 'SELECT'),
            ('nexus_readonly', 'nexus.payment_orders', 'SELECT'),
            ('nexus_readonly', 'nexus.plans', 'SELECT'),
            ('nexus_readonly', 'nexus.provider_events', 'SELECT'),
            ('nexus_readonly', 'nexus.provider_words', 'SELECT'),
            ('nexus_readonly', 'nexus.transitions', 'SELECT'),
            ('nexus_user', 'nexus.actor_coach()', 'EXECUTE'),
            ('nexus_user', 'nexus.actor_correspondents()', 'EXECUTE'),
            ('nexus_user', 'nexus.actor_people()', 'EXECUTE'),
            ('nexus_user', 'nexus.actor_pupils()', 'EXECUTE'),
            ('nexus_user', 'nexus.actor_role()', 'EXECUTE'),
            ('nexus_user', 'nexus.actor_taught()', 'EXECUTE'),
            ('nexus_user', 'nexus.aria_ask(text,nexus."Subject",text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.aria_judge(text,boolean)', 'EXECUTE'),
            ('nexus_user', 'nexus.badge_rules', 'SELECT'),
            ('nexus_user', 'nexus.cancel_reservation(integer)', 'EXECUTE'),
            ('nexus_user', 'nexus.cancel_subscription(text)', 'EXECUTE'),
            ('nexus_user', 'nexus.confirm_reservation(integer)', 'EXECUTE'),
            ('nexus_user', 'nexus.decide_subscription_request(text,boolean,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.errors', 'SELECT'),
            ('nexus_user', 'nexus.is_list_of_subjects(text)', 'EXECUTE'),
            ('nexus_user', 'nexus.may_read_document(text,text,text,nexus."UserRole")', 'EXECUTE'),
            ('nexus_user', 'nexus.pay_pack(text,integer,text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.pay_subscription(text,text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.plans', 'SELECT'),
            ('nexus_user', 'nexus.purge_notifications(interval)', 'EXECUTE'),
            ('nexus_user', 'nexus.refund_payment(text)', 'EXECUTE'),
            ('nexus_user', 'nexus.request_subscription(text,text,text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.reserve_pack(text,integer,text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.restore_legal_page(text,integer)', 'EXECUTE'),
            ('nexus_user', 'nexus.retry_ingestion(text)', 'EXECUTE'),
            ('nexus_user', 'nexus.save_legal_page(text,integer,text,text,text,jsonb,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.scores_add_up(jsonb)', 'EXECUTE'),
            ('nexus_user',
             'nexus.search_knowledge(text,extensions.vector,integer,text,text,double precision,double precision,integer,double precision,text)',
             'EXECUTE'),
            ('nexus_user', 'nexus.submit_bilan(text,jsonb,jsonb,nexus."Subject",text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.transitions', 'SELECT'),
            ('nexus_user', 'nexus.upload_document(text,text,bigint,text,text,text,text)', 'EXECUTE'),
            ('nexus_user', 'nexus.validate_payment(text,boolean)', 'EXECUTE'),
            ('nexus_user', 'nexus.withdraw_bilan(text)', 'EXECUTE'),
            ('platform_owner', 'nexus.is_actor(text,text)', 'EXECUTE'),
            ('platform_owner', 'schema nexus', 'USAGE')
    $$,
    'these may do this in nexus, nobody anything else'
);

select * from finish();
rollback;
