begin;
select plan(24);

select results_eq(
    $$select * from test.tables('nexus')$$,
    $$values
        ('CoachAvailability', 'table', 'permanent', true, false),
        ('LegalPage', 'table', 'permanent', true, false),
        ('LegalPage_id_seq', 'sequence', 'permanent', false, false),
        ('LegalVersion', 'table', 'permanent', true, false),
        ('LegalVersion_id_seq', 'sequence', 'permanent', false, false),
        ('SessionBooking', 'table', 'permanent', true, false),
        ('SessionNotification', 'table', 'permanent', true, false),
        ('SessionReminder', 'table', 'permanent', true, false),
        ('aria_conversations', 'table', 'permanent', true, false),
        ('aria_messages', 'table', 'permanent', true, false),
        ('aria_requests', 'table', 'permanent', true, false),
        ('aria_usage', 'table', 'permanent', true, false),
        ('audit_logs', 'table', 'permanent', true, false),
        ('audit_logs_id_seq', 'sequence', 'permanent', false, false),
        ('badge_rules', 'table', 'permanent', false, false),
        ('badges', 'table', 'permanent', true, false),
        ('bilans', 'table', 'permanent', true, false),
        ('billing_policy', 'table', 'permanent', true, false),
        ('coach_profiles', 'table', 'permanent', true, false),
        ('credit_draws', 'table', 'permanent', true, false),
        ('credit_lots', 'table', 'permanent', true, false),
        ('credit_lots_id_seq', 'sequence', 'permanent', false, false),
        ('credit_packs', 'table', 'permanent', true, false),
        ('credit_packs_id_seq', 'sequence', 'permanent', false, false),
        ('credit_requests', 'table', 'permanent', true, false),
        ('credit_transactions', 'table', 'permanent', true, false),
        ('credit_tx', 'table', 'permanent', true, false),
        ('credit_tx_id_seq', 'sequence', 'permanent', false, false),
        ('credit_usage', 'table', 'permanent', true, false),
        ('credit_wallets', 'table', 'permanent', true, false),
        ('credit_wallets_id_seq', 'sequence', 'permanent', false, false),
        ('cron_executions', 'table', 'permanent', true, false),
        ('errors', 'table', 'permanent', false, false),
        ('generated_documents', 'table', 'permanent', true, false),
        ('ingest_chunks', 'table', 'permanent', true, false),
        ('ingest_jobs', 'table', 'permanent', true, false),
        ('ingest_works', 'table', 'permanent', true, false),
        ('knowledge_assets', 'table', 'permanent', true, false),
        ('mail_logs', 'table', 'permanent', true, false),
        ('memories', 'table', 'permanent', true, false),
        ('messages', 'table', 'permanent', true, false),
        ('notifications', 'table', 'permanent', true, false),
        ('offer_bindings', 'table', 'permanent', true, false),
        ('parent_profiles', 'table', 'permanent', true, false),
        ('payment_orders', 'table', 'permanent', true, false),
        ('payment_records', 'table', 'permanent', true, false),
        ('payment_records_id_seq', 'sequence', 'permanent', false, false),
        ('payment_settings', 'table', 'permanent', true, false),
        ('payments', 'table', 'permanent', true, false),
        ('pedagogical_contents', 'table', 'permanent', true, false),
        ('plans', 'table', 'permanent', false, false),
        ('pricing', 'table', 'permanent', true, false),
        ('pricing_id_seq', 'sequence', 'permanent', false, false),
        ('product_pricing', 'table', 'permanent', true, false),
        ('provider_events', 'table', 'permanent', true, false),
        ('provider_events_id_seq', 'sequence', 'permanent', false, false),
        ('provider_secrets', 'table', 'permanent', true, false),
        ('provider_secrets_id_seq', 'sequence', 'permanent', false, false),
        ('provider_words', 'table', 'permanent', false, false),
        ('session_costs', 'table', 'permanent', false, false),
        ('session_history', 'table', 'permanent', true, false),
        ('session_history_id_seq', 'sequence', 'permanent', false, false),
        ('session_transitions', 'table', 'permanent', false, false),
        ('sessions', 'table', 'permanent', true, false),
        ('student_badges', 'table', 'permanent', true, false),
        ('student_profile_data', 'table', 'permanent', true, false),
        ('student_profiles', 'table', 'permanent', true, false),
        ('student_reports', 'table', 'permanent', true, false),
        ('students', 'table', 'permanent', true, false),
        ('subscription_requests', 'table', 'permanent', true, false),
        ('subscriptions', 'table', 'permanent', true, false),
        ('transitions', 'table', 'permanent', false, false),
        ('user_documents', 'table', 'permanent', true, false),
        ('users', 'table', 'permanent', true, false)
    $$,
    'nexus has these tables, views and sequences, permanent ones'
);

select results_eq(
    $$select * from test.functions('nexus', '^a')$$,
    $$values
        ('nexus.actor_coach()', 'text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.actor_correspondents()', 'SETOF text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.actor_people()', 'SETOF text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.actor_pupils()', 'SETOF text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.actor_role()', 'nexus."UserRole"', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.actor_taught()', 'SETOF text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.add_credits(text,text,numeric,text,timestamp with time zone,text)', 'record', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.add_provider_secret(text,bytea,boolean)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.advance_ingestion(nexus.ingest_works,integer,text,integer)', 'void', 'plpgsql', 'volatile', 'unsafe',
         false, 'invoker', 'search_path=""'),
        ('nexus.allocate_month(text,date)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.allocate_monthly_credits(date)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.answer_credit_request(nexus.credit_requests,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.approve_credit_request(text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.aria_admit(inet)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.aria_answer(text,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.aria_ask(text,nexus."Subject",text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.aria_daily_limit()', 'integer', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('nexus.aria_is_unlimited(text,nexus."Subject",timestamp with time zone)', 'boolean', 'sql', 'stable',
         'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.aria_judge(text,boolean)', 'text[]', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.aria_messages_count_question()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.aria_minute_limit()', 'integer', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('nexus.aria_recall(text,extensions.vector,integer,nexus."MemoryKind"[],double precision,interval,text)',
         'TABLE(memory_id text, kind nexus."MemoryKind", content text, similarity double precision, fresh double precision, score double precision)',
         'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.aria_remember(text,nexus."MemoryKind",text,extensions.vector,jsonb,text)', 'text', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.available_slots(text,date,date,integer,integer,timestamp with time zone,text)',
         'TABLE(day date, starts text, ends text, begins_at timestamp with time zone, ends_at timestamp with time zone)',
         'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.award_badges(text)', 'text[]', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.award_bilan()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.award_lessons()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.award_report()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'these functions of nexus begin with a, declared like this'
);

select results_eq(
    $$select * from test.functions('nexus', '^[b-h]')$$,
    $$values
        ('nexus.begin_run(text,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.begin_subscription(text,timestamp with time zone)', 'nexus.subscriptions', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.bilans_derive_status()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.bilans_have_a_file()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.bilans_keep_what_was_reported()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.bilans_refuse_unsent()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.book_session(text,text,nexus."Subject",text,date,text,text,nexus."SessionType",nexus."SessionModality",text,text,text,text)',
         'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.cancel_reservation(integer)', 'nexus.payment_records', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.cancel_session(text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.cancel_subscription(text)', 'nexus.subscriptions', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.chunks_to_embed(bigint,integer)', 'TABLE("position" integer, chunk text)', 'sql', 'stable', 'unsafe',
         false, 'definer', 'search_path=""'),
        ('nexus.claim_ingestion(text,interval)',
         'TABLE(job_id bigint, attempt integer, ingest_id text, document_id text, stored_at text, media_type text, step text, input text)',
         'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.complete_session(text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.confirm_reservation(integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.confirm_session(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.correct_wallet_entry(integer,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.credit_effect(text,numeric)', 'numeric', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('nexus.credit_expiry(timestamp with time zone,text)', 'timestamp with time zone', 'sql', 'stable', 'safe',
         true, 'invoker', 'names bound at creation'),
        ('nexus.credit_pack(text,integer,text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.credit_wallet(text,integer,text,text,text,integer)', 'record', 'sql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.debit_wallet(text,integer,text,text,text)', 'record', 'sql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.decide_subscription_request(text,boolean,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.end_run(text,text,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.enter_credits()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.enter_session()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.enter_wallet()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.expire_credits()', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.expire_subscriptions(timestamp with time zone)', 'integer', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.fail_ingestion(bigint,integer,text,boolean)', 'timestamp with time zone', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.fulfil_payment(text,text)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.generate_bilan(text,text,bytea,text,text)', 'timestamp with time zone', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.give_badges(text,jsonb)', 'text[]', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""')
    $$,
    'these functions of nexus begin with b to h, declared like this'
);

select results_eq(
    $$select * from test.functions('nexus', '^[i-o]')$$,
    $$values
        ('nexus."knowledge_assets_set_contentHash"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus."memories_set_contentHash"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.index_ingestion(bigint,integer)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.is_actor(text,text)', 'boolean', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.is_list_of_subjects(text)', 'boolean', 'plpgsql', 'immutable', 'safe', true, 'invoker',
         'search_path=""'),
        ('nexus.keep_balance()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_credit_entries()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_credit_journal()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_credit_request()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_credits()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_session()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_session_paid()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_to_transitions()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_wallet_journal()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.keep_whole()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.knowledge_assets_set_words()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.lessons_of(text)', 'TABLE(at timestamp with time zone, held boolean)', 'sql', 'stable', 'unsafe',
         false, 'invoker', 'search_path=""'),
        ('nexus.lock_coach_day(text,date)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.lock_credits(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.lock_offers()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.lock_reference(text,text)', 'void', 'sql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.lock_subscriptions(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.lock_wallet(integer)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.log_bilan_mail(text,text,text[],text,text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.mail_logs_note_sending()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.mail_logs_refuse_change()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.mail_logs_want_a_report()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.may_read_document(text,text,text,nexus."UserRole")', 'boolean', 'sql', 'immutable', 'safe', false,
         'invoker', 'names bound at creation'),
        ('nexus.minute_of_day(text)', 'integer', 'plpgsql', 'immutable', 'safe', true, 'invoker', 'search_path=""'),
        ('nexus.move_credits()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.move_wallet()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.name_payment(text,text,text)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.no_show_session(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.offers(text,date,date,text)', 'TABLE(day date, is_available boolean, hours int4range)', 'sql',
         'stable', 'unsafe', false, 'invoker', 'names bound at creation'),
        ('nexus.offers_on(text,date,text)', 'TABLE(is_available boolean, hours int4range)', 'sql', 'stable', 'unsafe',
         false, 'invoker', 'names bound at creation')
    $$,
    'these functions of nexus begin with i to o, declared like this'
);

select results_eq(
    $$select * from test.functions('nexus', '^[p-r]')$$,
    $$values
        ('nexus.paid_booking(text)', 'text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.pay_pack(text,integer,text,text)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.pay_subscription(text,text,text)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payment_orders_match_price()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payment_records_keep_terms()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payment_records_match_pack()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payment_records_note_credits()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payment_records_refuse_uncredited()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.payments_keep_terms()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.payments_refuse_unfulfilled()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.price_of(text,text)', 'integer', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.purge_notifications(interval)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.receive_provider_event(text,bytea,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.refund_credits(text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.refund_lots(nexus.credit_transactions)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.refund_payment(text)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.reject_credit_request(text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.remind_of_expiring_credits()', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.remind_of_session(nexus."SessionBooking")', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.request_credits(text,numeric,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.request_subscription(text,text,text,text)', 'nexus.subscription_requests', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.require_bilan(text,text[])', 'nexus.bilans', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.require_credits(numeric)', 'void', 'plpgsql', 'immutable', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.require_ingestion(bigint,text[])', 'nexus.ingest_works', 'plpgsql', 'volatile', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('nexus.require_pupil(text)', 'text', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.require_role(nexus."UserRole"[])', 'text', 'plpgsql', 'stable', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.reschedule_session(text,date,text,text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.reserve_pack(text,integer,text,text)', 'nexus.payment_records', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.restore_legal_page(text,integer)', 'nexus."LegalPage"', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.retry_ingestion(text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'these functions of nexus begin with p to r, declared like this'
);

select results_eq(
    $$select * from test.functions('nexus', '^[^a-r]')$$,
    $$values
        ('nexus."LegalPage_count_and_hash"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus."LegalPage_write_version"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus."LegalVersion_refuse_change"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.save_embeddings(bigint,integer,integer[],extensions.vector[],text,interval)', 'integer', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.save_ingested_chunks(bigint,integer,jsonb)', 'integer', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.save_ingested_text(bigint,integer,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.save_legal_page(text,integer,text,text,text,jsonb,text)', 'nexus."LegalPage"', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.score_bilan(text,jsonb,jsonb,jsonb,jsonb,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('nexus.scores_add_up(jsonb)', 'boolean', 'plpgsql', 'immutable', 'safe', true, 'invoker', 'search_path=""'),
        ('nexus.search_knowledge(text,extensions.vector,integer,text,text,double precision,double precision,integer,double precision,text)',
         'TABLE(id text, "docId" text, "originalName" text, subject text, level text, chunk text, meta jsonb, score double precision, distance double precision, vector_rank integer, text_rank integer)',
         'plpgsql', 'stable', 'unsafe', false, 'definer',
         'search_path="", hnsw.iterative_scan=relaxed_order, hnsw.ef_search=100, hnsw.scan_mem_multiplier=2, enable_sort=off'),
        ('nexus.service_of(nexus."SessionType",nexus."SessionModality")', 'nexus."ServiceType"', 'sql', 'immutable',
         'safe', false, 'invoker', 'names bound at creation'),
        ('nexus.session_hours_refuse(timestamp with time zone,text,text,timestamp with time zone,text)', 'text',
         'plpgsql', 'stable', 'safe', false, 'invoker', 'search_path=""'),
        ('nexus.session_notice(nexus."SessionType")', 'interval', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('nexus.settle_event(bigint)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('nexus.settle_reservation(nexus.payment_records)', 'nexus.payment_records', 'plpgsql', 'volatile', 'unsafe',
         false, 'invoker', 'search_path=""'),
        ('nexus.settle_waiting_events(text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('nexus.slot(timestamp with time zone,text,text,text)', 'tstzrange', 'plpgsql', 'immutable', 'safe', true,
         'invoker', 'search_path=""'),
        ('nexus.spend_credits(text,numeric,text,text)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.spend_wallet(text,text,integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.start_session(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.submit_bilan(text,jsonb,jsonb,nexus."Subject",text,text)', 'text', 'plpgsql', 'volatile', 'unsafe',
         false, 'definer', 'search_path=""'),
        ('nexus.subscriptions_keep_terms()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.subscriptions_move_guarantee()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.take_credit_request(text)', 'nexus.credit_requests', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.take_session(text,nexus."SessionStatus",date)', 'nexus."SessionBooking"', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.tell_role(nexus."UserRole",text,text,text,jsonb)', 'void', 'sql', 'volatile', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('nexus.tell_session(nexus."SessionBooking",nexus."NotificationType",text,boolean)', 'void', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.text_configuration(text,jsonb)', 'regconfig', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('nexus.time_zone()', 'text', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('nexus.upload_document(text,text,bigint,text,text,text,text)', 'record', 'plpgsql', 'volatile', 'unsafe',
         false, 'definer', 'search_path=""'),
        ('nexus.validate_payment(text,boolean)', 'nexus.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.withdraw_bilan(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('nexus.words_query(regconfig,text,boolean)', 'tsquery', 'plpgsql', 'immutable', 'safe', false, 'invoker',
         'search_path=""'),
        ('nexus.write_offers_in_turn()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.write_session_history()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('nexus.write_wallet(text,bigint,text,text,text,integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""')
    $$,
    'and these are the others'
);

select enums_are(
    'nexus',
    array[
        'CronExecutionStatus', 'MemoryKind', 'NotificationMethod', 'NotificationStatus', 'NotificationType',
        'PaymentStatus', 'PaymentType', 'ReminderType', 'ServiceType', 'SessionModality', 'SessionStatus',
        'SessionType', 'Subject', 'SubscriptionStatus', 'UserRole'
    ],
    'nexus has these enums'
);

select enum_has_labels(
    'nexus', 'CronExecutionStatus', array['RUNNING', 'COMPLETED', 'FAILED'],
    'CronExecutionStatus has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'MemoryKind', array['EPISODIC', 'SEMANTIC', 'PLAN'],
    'MemoryKind has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'NotificationMethod', array['EMAIL', 'SMS', 'IN_APP', 'PUSH'],
    'NotificationMethod has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'NotificationStatus', array['PENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'],
    'NotificationStatus has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'NotificationType', array[
        'SESSION_BOOKED', 'SESSION_CONFIRMED', 'SESSION_REMINDER', 'SESSION_CANCELLED',
        'SESSION_RESCHEDULED', 'SESSION_COMPLETED', 'COACH_ASSIGNED', 'PAYMENT_REQUIRED'
    ],
    'NotificationType has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'PaymentStatus', array['PENDING', 'COMPLETED', 'FAILED', 'REFUNDED'],
    'PaymentStatus has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'PaymentType', array['SUBSCRIPTION', 'CREDIT_PACK', 'SPECIAL_PACK'],
    'PaymentType has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'ReminderType', array['ONE_DAY_BEFORE', 'TWO_HOURS_BEFORE', 'THIRTY_MINUTES_BEFORE', 'SESSION_STARTING'],
    'ReminderType has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'ServiceType', array['COURS_ONLINE', 'COURS_PRESENTIEL', 'ATELIER_GROUPE'],
    'ServiceType has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'SessionModality', array['ONLINE', 'IN_PERSON', 'HYBRID'],
    'SessionModality has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'SessionStatus',
    array['SCHEDULED', 'CONFIRMED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'RESCHEDULED'],
    'SessionStatus has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'SessionType', array['INDIVIDUAL', 'GROUP', 'MASTERCLASS'],
    'SessionType has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'Subject', array[
        'MATHEMATIQUES', 'NSI', 'FRANCAIS', 'PHILOSOPHIE', 'HISTOIRE_GEO', 'ANGLAIS', 'ESPAGNOL',
        'PHYSIQUE_CHIMIE', 'SVT', 'SES'
    ],
    'Subject has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'SubscriptionStatus', array['ACTIVE', 'INACTIVE', 'CANCELLED', 'EXPIRED'],
    'SubscriptionStatus has these labels, in this order'
);

select enum_has_labels(
    'nexus', 'UserRole', array['ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE'],
    'UserRole has these labels, in this order'
);

select is_empty(
    $$select * from test.without_comment('nexus', array['id', 'createdAt', 'updatedAt'])$$,
    'everything in nexus says what it is for, but for ids and the times of creation and change'
);

select is_empty(
    $$select * from test.granted_to_public('nexus')$$,
    'PUBLIC holds no privilege in nexus'
);

select * from finish();
rollback;
