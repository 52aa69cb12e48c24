begin;
select plan(41);

-- Those that fire; that no other one is there is said at the end.
select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'CoachAvailability') where enabled = 'origin'$$,
    $$values
        ('lock_offers',
         'CREATE TRIGGER lock_offers BEFORE INSERT OR DELETE OR UPDATE ON nexus."CoachAvailability" FOR EACH ROW EXECUTE FUNCTION nexus.lock_offers()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus."CoachAvailability" FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()'),
        ('write_offers_in_turn',
         'CREATE TRIGGER write_offers_in_turn BEFORE INSERT OR DELETE OR UPDATE ON nexus."CoachAvailability" FOR EACH STATEMENT EXECUTE FUNCTION nexus.write_offers_in_turn()')
    $$,
    'CoachAvailability has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'LegalPage') where enabled = 'origin'$$,
    $$values
        ('count_and_hash',
         'CREATE TRIGGER count_and_hash BEFORE INSERT OR UPDATE ON nexus."LegalPage" FOR EACH ROW EXECUTE FUNCTION nexus."LegalPage_count_and_hash"()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus."LegalPage" FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()'),
        ('write_version',
         'CREATE TRIGGER write_version AFTER INSERT OR UPDATE ON nexus."LegalPage" FOR EACH ROW EXECUTE FUNCTION nexus."LegalPage_write_version"()')
    $$,
    'LegalPage has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'LegalVersion') where enabled = 'origin'$$,
    $$values
        ('refuse_change',
         'CREATE TRIGGER refuse_change AFTER DELETE OR UPDATE ON nexus."LegalVersion" FOR EACH ROW EXECUTE FUNCTION nexus."LegalVersion_refuse_change"()')
    $$,
    'LegalVersion has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'SessionBooking') where enabled = 'origin'$$,
    $$values
        ('award_completed',
         'CREATE TRIGGER award_completed AFTER UPDATE OF status ON nexus."SessionBooking" FOR EACH ROW WHEN (((new.status = ''COMPLETED''::nexus."SessionStatus") AND (old.status <> ''COMPLETED''::nexus."SessionStatus"))) EXECUTE FUNCTION nexus.award_lessons()'),
        ('award_new',
         'CREATE TRIGGER award_new AFTER INSERT ON nexus."SessionBooking" FOR EACH ROW WHEN ((new.status = ''COMPLETED''::nexus."SessionStatus")) EXECUTE FUNCTION nexus.award_lessons()'),
        ('enter_session',
         'CREATE TRIGGER enter_session BEFORE INSERT ON nexus."SessionBooking" FOR EACH ROW EXECUTE FUNCTION nexus.enter_session()'),
        ('keep_session',
         'CREATE TRIGGER keep_session BEFORE UPDATE ON nexus."SessionBooking" FOR EACH ROW EXECUTE FUNCTION nexus.keep_session()'),
        ('session_is_paid',
         'CREATE CONSTRAINT TRIGGER session_is_paid AFTER INSERT ON nexus."SessionBooking" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ''SCHEDULED''::nexus."SessionStatus")) EXECUTE FUNCTION nexus.keep_session_paid()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus."SessionBooking" FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()'),
        ('write_history',
         'CREATE TRIGGER write_history AFTER INSERT ON nexus."SessionBooking" FOR EACH ROW EXECUTE FUNCTION nexus.write_session_history()'),
        ('write_history_of_status',
         'CREATE TRIGGER write_history_of_status AFTER UPDATE OF status ON nexus."SessionBooking" FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.write_session_history()')
    $$,
    'SessionBooking has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'SessionNotification') where enabled = 'origin'$$,
    $$values
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus."SessionNotification" FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'SessionNotification has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'aria_conversations') where enabled = 'origin'$$,
    $$values
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.aria_conversations FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'aria_conversations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'aria_messages') where enabled = 'origin'$$,
    $$values
        ('count_question',
         'CREATE TRIGGER count_question AFTER INSERT ON nexus.aria_messages FOR EACH ROW WHEN ((new.role = ''user''::text)) EXECUTE FUNCTION nexus.aria_messages_count_question()')
    $$,
    'aria_messages has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'bilans') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.bilans FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt,pdfBlob}'', ''{qcmRaw,pedagoRaw,qcmScores,pedagoProfile,preAnalyzedData,synthesis,offers,pdfUrl,reportText,summaryText}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.bilans FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('award',
         'CREATE TRIGGER award AFTER INSERT OR UPDATE OF "qcmScores" ON nexus.bilans FOR EACH ROW WHEN ((new."qcmScores" <> ''{}''::jsonb)) EXECUTE FUNCTION nexus.award_bilan()'),
        ('derive_status',
         'CREATE TRIGGER derive_status BEFORE INSERT OR UPDATE ON nexus.bilans FOR EACH ROW EXECUTE FUNCTION nexus.bilans_derive_status()'),
        ('have_a_file',
         'CREATE TRIGGER have_a_file AFTER INSERT OR UPDATE OF "generatedAt", "pdfUrl", "pdfBlob" ON nexus.bilans FOR EACH ROW WHEN (((new."generatedAt" IS NOT NULL) AND (COALESCE(new."pdfUrl", ''''::text) !~ ''\S''::text) AND (COALESCE(octet_length(new."pdfBlob"), 0) = 0))) EXECUTE FUNCTION nexus.bilans_have_a_file()'),
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.bilans FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('keep_what_was_reported',
         'CREATE TRIGGER keep_what_was_reported AFTER UPDATE ON nexus.bilans FOR EACH ROW WHEN (((old."generatedAt" IS NOT NULL) OR (old."sentAt" IS NOT NULL))) EXECUTE FUNCTION nexus.bilans_keep_what_was_reported()'),
        ('sent_is_logged',
         'CREATE CONSTRAINT TRIGGER sent_is_logged AFTER INSERT OR UPDATE ON nexus.bilans DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ''SENT''::text)) EXECUTE FUNCTION nexus.bilans_refuse_unsent()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.bilans FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'bilans has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'billing_policy') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.billing_policy FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.billing_policy FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.billing_policy FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'billing_policy has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'coach_profiles') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.coach_profiles FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{title,pseudonym,tag,description,philosophy,expertise}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.coach_profiles FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.coach_profiles FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'coach_profiles has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_packs') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_packs FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_packs FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.credit_packs FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'credit_packs has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_requests') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_requests FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{requestedBy,decidedBy,reason,rejectionReason}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_requests FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_request',
         'CREATE TRIGGER keep_request BEFORE UPDATE ON nexus.credit_requests FOR EACH ROW EXECUTE FUNCTION nexus.keep_credit_request()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.credit_requests FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'credit_requests has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_transactions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_transactions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{description}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_transactions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('enter_credits',
         'CREATE TRIGGER enter_credits BEFORE INSERT ON nexus.credit_transactions FOR EACH ROW EXECUTE FUNCTION nexus.enter_credits()'),
        ('keep_entries',
         'CREATE CONSTRAINT TRIGGER keep_entries AFTER DELETE ON nexus.credit_transactions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nexus.keep_credit_entries()'),
        ('keep_journal',
         'CREATE TRIGGER keep_journal BEFORE UPDATE ON nexus.credit_transactions FOR EACH ROW EXECUTE FUNCTION nexus.keep_credit_journal()'),
        ('keep_whole',
         'CREATE TRIGGER keep_whole BEFORE TRUNCATE ON nexus.credit_transactions FOR EACH STATEMENT EXECUTE FUNCTION nexus.keep_whole()'),
        ('move_credits',
         'CREATE TRIGGER move_credits AFTER INSERT ON nexus.credit_transactions FOR EACH ROW EXECUTE FUNCTION nexus.move_credits()')
    $$,
    'credit_transactions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_tx') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_tx FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{reason}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_tx FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('enter_wallet',
         'CREATE TRIGGER enter_wallet BEFORE INSERT ON nexus.credit_tx FOR EACH ROW EXECUTE FUNCTION nexus.enter_wallet()'),
        ('keep_journal',
         'CREATE TRIGGER keep_journal BEFORE DELETE OR UPDATE ON nexus.credit_tx FOR EACH ROW EXECUTE FUNCTION nexus.keep_wallet_journal()'),
        ('keep_whole',
         'CREATE TRIGGER keep_whole BEFORE TRUNCATE ON nexus.credit_tx FOR EACH STATEMENT EXECUTE FUNCTION nexus.keep_whole()'),
        ('move_wallet',
         'CREATE TRIGGER move_wallet AFTER INSERT ON nexus.credit_tx FOR EACH ROW EXECUTE FUNCTION nexus.move_wallet()')
    $$,
    'credit_tx has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_usage') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_usage FOR EACH ROW EXECUTE FUNCTION audit.record(''{key}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_usage FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.credit_usage FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'credit_usage has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'credit_wallets') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.credit_wallets FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt,balance}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.credit_wallets FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_balance',
         'CREATE TRIGGER keep_balance BEFORE UPDATE OF balance ON nexus.credit_wallets FOR EACH ROW WHEN ((old.balance IS DISTINCT FROM new.balance)) EXECUTE FUNCTION nexus.keep_balance()'),
        ('keep_balance_from_the_start',
         'CREATE TRIGGER keep_balance_from_the_start BEFORE INSERT ON nexus.credit_wallets FOR EACH ROW WHEN ((new.balance <> 0)) EXECUTE FUNCTION nexus.keep_balance()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.credit_wallets FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'credit_wallets has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'cron_executions') where enabled = 'origin'$$,
    $$values
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.cron_executions FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'cron_executions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'ingest_jobs') where enabled = 'origin'$$,
    $$values
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.ingest_jobs FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.ingest_jobs FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'ingest_jobs has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'knowledge_assets') where enabled = 'origin'$$,
    $$values
        ('set_contentHash',
         'CREATE TRIGGER "set_contentHash" BEFORE INSERT OR UPDATE ON nexus.knowledge_assets FOR EACH ROW EXECUTE FUNCTION nexus."knowledge_assets_set_contentHash"()'),
        ('set_words',
         'CREATE TRIGGER set_words BEFORE INSERT OR UPDATE OF chunk, subject, meta, words ON nexus.knowledge_assets FOR EACH ROW EXECUTE FUNCTION nexus.knowledge_assets_set_words()')
    $$,
    'knowledge_assets has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'mail_logs') where enabled = 'origin'$$,
    $$values
        ('a_report_is_there',
         'CREATE TRIGGER a_report_is_there AFTER INSERT ON nexus.mail_logs FOR EACH ROW EXECUTE FUNCTION nexus.mail_logs_want_a_report()'),
        ('note_sending',
         'CREATE TRIGGER note_sending AFTER INSERT ON nexus.mail_logs FOR EACH ROW WHEN ((new.status = ''SENT''::text)) EXECUTE FUNCTION nexus.mail_logs_note_sending()'),
        ('refuse_change',
         'CREATE TRIGGER refuse_change AFTER UPDATE ON nexus.mail_logs FOR EACH ROW EXECUTE FUNCTION nexus.mail_logs_refuse_change()'),
        ('refuse_removal',
         'CREATE CONSTRAINT TRIGGER refuse_removal AFTER DELETE ON nexus.mail_logs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nexus.mail_logs_refuse_change()')
    $$,
    'mail_logs has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'memories') where enabled = 'origin'$$,
    $$values
        ('set_contentHash',
         'CREATE TRIGGER "set_contentHash" BEFORE INSERT OR UPDATE ON nexus.memories FOR EACH ROW EXECUTE FUNCTION nexus."memories_set_contentHash"()')
    $$,
    'memories has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'notifications') where enabled = 'origin'$$,
    $$values
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.notifications FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'notifications has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'offer_bindings') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.offer_bindings FOR EACH ROW EXECUTE FUNCTION audit.record(''{code}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.offer_bindings FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.offer_bindings FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'offer_bindings has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'parent_profiles') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.parent_profiles FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{address,city,country}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.parent_profiles FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'parent_profiles has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'payment_orders') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.payment_orders FOR EACH ROW EXECUTE FUNCTION audit.record(''{payment_id}'', ''{}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.payment_orders FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('match_price',
         'CREATE TRIGGER match_price AFTER INSERT ON nexus.payment_orders FOR EACH ROW EXECUTE FUNCTION nexus.payment_orders_match_price()')
    $$,
    'payment_orders has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'payment_records') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.payment_records FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.payment_records FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_terms',
         'CREATE TRIGGER keep_terms AFTER UPDATE ON nexus.payment_records FOR EACH ROW EXECUTE FUNCTION nexus.payment_records_keep_terms()'),
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.payment_records FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('match_pack',
         'CREATE TRIGGER match_pack AFTER INSERT ON nexus.payment_records FOR EACH ROW EXECUTE FUNCTION nexus.payment_records_match_pack()'),
        ('note_credits',
         'CREATE TRIGGER note_credits BEFORE INSERT ON nexus.payment_records FOR EACH ROW EXECUTE FUNCTION nexus.payment_records_note_credits()'),
        ('paid_is_credited',
         'CREATE CONSTRAINT TRIGGER paid_is_credited AFTER INSERT OR UPDATE ON nexus.payment_records DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ''paid''::text)) EXECUTE FUNCTION nexus.payment_records_refuse_uncredited()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.payment_records FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'payment_records has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'payment_settings') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.payment_settings FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{iban,cashNote}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.payment_settings FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.payment_settings FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'payment_settings has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'payments') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.payments FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{description,metadata}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.payments FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('completed_is_fulfilled',
         'CREATE CONSTRAINT TRIGGER completed_is_fulfilled AFTER UPDATE ON nexus.payments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.status = ''COMPLETED''::nexus."PaymentStatus") AND (old.status <> ''COMPLETED''::nexus."PaymentStatus") AND (new.type = ANY (ARRAY[''SUBSCRIPTION''::nexus."PaymentType", ''CREDIT_PACK''::nexus."PaymentType"])))) EXECUTE FUNCTION nexus.payments_refuse_unfulfilled()'),
        ('keep_terms',
         'CREATE TRIGGER keep_terms AFTER UPDATE ON nexus.payments FOR EACH ROW EXECUTE FUNCTION nexus.payments_keep_terms()'),
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.payments FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.payments FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'payments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'pedagogical_contents') where enabled = 'origin'$$,
    $$values
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.pedagogical_contents FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'pedagogical_contents has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'pricing') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.pricing FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.pricing FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.pricing FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'pricing has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'product_pricing') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.product_pricing FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.product_pricing FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.product_pricing FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'product_pricing has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'sessions') where enabled = 'origin'$$,
    $$values
        ('award_completed',
         'CREATE TRIGGER award_completed AFTER UPDATE OF status ON nexus.sessions FOR EACH ROW WHEN (((new.status = ''COMPLETED''::nexus."SessionStatus") AND (old.status <> ''COMPLETED''::nexus."SessionStatus"))) EXECUTE FUNCTION nexus.award_lessons()'),
        ('award_new',
         'CREATE TRIGGER award_new AFTER INSERT ON nexus.sessions FOR EACH ROW WHEN ((new.status = ''COMPLETED''::nexus."SessionStatus")) EXECUTE FUNCTION nexus.award_lessons()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.sessions FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'sessions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'student_profiles') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.student_profiles FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{grade,school,birthDate}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.student_profiles FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'student_profiles has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'student_reports') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.student_reports FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{title,content,progressNotes,recommendations}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.student_reports FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('award',
         'CREATE TRIGGER award AFTER INSERT OR UPDATE OF "averageGrade" ON nexus.student_reports FOR EACH ROW WHEN ((new."averageGrade" IS NOT NULL)) EXECUTE FUNCTION nexus.award_report()')
    $$,
    'student_reports has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'students') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.students FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt,freemiumUsage,credits}'', ''{grade,school,birthDate}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.students FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_credits',
         'CREATE TRIGGER keep_credits BEFORE UPDATE OF credits ON nexus.students FOR EACH ROW WHEN ((old.credits IS DISTINCT FROM new.credits)) EXECUTE FUNCTION nexus.keep_credits()'),
        ('keep_credits_from_the_start',
         'CREATE TRIGGER keep_credits_from_the_start BEFORE INSERT ON nexus.students FOR EACH ROW WHEN ((new.credits <> (0)::numeric)) EXECUTE FUNCTION nexus.keep_credits()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.students FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'students has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'subscription_requests') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.subscription_requests FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{requestedBy,requestedByEmail,processedBy,reason,rejectionReason}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.subscription_requests FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.subscription_requests FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.subscription_requests FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'subscription_requests has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'subscriptions') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.subscriptions FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.subscriptions FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('keep_terms',
         'CREATE TRIGGER keep_terms AFTER UPDATE ON nexus.subscriptions FOR EACH ROW EXECUTE FUNCTION nexus.subscriptions_keep_terms()'),
        ('keep_to_transitions',
         'CREATE TRIGGER keep_to_transitions AFTER UPDATE ON nexus.subscriptions FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION nexus.keep_to_transitions()'),
        ('move_guarantee',
         'CREATE TRIGGER move_guarantee AFTER INSERT OR DELETE OR UPDATE OF status ON nexus.subscriptions FOR EACH ROW EXECUTE FUNCTION nexus.subscriptions_move_guarantee()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.subscriptions FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'subscriptions has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'user_documents') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.user_documents FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{originalName,meta}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.user_documents FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'user_documents has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('nexus', 'users') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON nexus.users FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updatedAt}'', ''{email,password,firstName,lastName,phone}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON nexus.users FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updatedAt',
         'CREATE TRIGGER "set_updatedAt" BEFORE UPDATE ON nexus.users FOR EACH ROW EXECUTE FUNCTION platform."set_updatedAt"()')
    $$,
    'users has these triggers'
);

select set_eq(
    $$select "table" from test.triggers('nexus')$$,
    array[
        'nexus."CoachAvailability"', 'nexus."LegalPage"', 'nexus."LegalVersion"', 'nexus."SessionBooking"',
        'nexus."SessionNotification"', 'nexus.aria_conversations', 'nexus.aria_messages', 'nexus.bilans',
        'nexus.billing_policy', 'nexus.coach_profiles', 'nexus.credit_packs', 'nexus.credit_requests',
        'nexus.credit_transactions', 'nexus.credit_tx', 'nexus.credit_usage', 'nexus.credit_wallets',
        'nexus.cron_executions', 'nexus.ingest_jobs', 'nexus.knowledge_assets', 'nexus.mail_logs', 'nexus.memories',
        'nexus.notifications', 'nexus.offer_bindings', 'nexus.parent_profiles', 'nexus.payment_orders',
        'nexus.payment_records', 'nexus.payment_settings', 'nexus.payments', 'nexus.pedagogical_contents',
        'nexus.pricing', 'nexus.product_pricing', 'nexus.sessions', 'nexus.student_profiles', 'nexus.student_reports',
        'nexus.students', 'nexus.subscription_requests', 'nexus.subscriptions', 'nexus.user_documents', 'nexus.users'
    ],
    'nothing else of nexus has triggers'
);

select is_empty(
    $$select "table", trigger from test.triggers('nexus') where enabled <> 'origin'$$,
    'every trigger fires'
);

select * from finish();
rollback;
