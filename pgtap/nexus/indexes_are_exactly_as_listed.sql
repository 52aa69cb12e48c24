begin;
select plan(65);

-- Those that may be used; that none is left invalid is said at the end.
select results_eq(
    $$select index, definition from test.indexes('nexus', 'CoachAvailability') where valid$$,
    $$values
        ('CoachAvailability_coachId_dayOfWeek_idx',
         'CREATE INDEX "CoachAvailability_coachId_dayOfWeek_idx" ON nexus."CoachAvailability" USING btree ("coachId", "dayOfWeek")'),
        ('CoachAvailability_coachId_specificDate_idx',
         'CREATE INDEX "CoachAvailability_coachId_specificDate_idx" ON nexus."CoachAvailability" USING btree ("coachId", "specificDate")'),
        ('CoachAvailability_date_no_overlap_excl',
         'CREATE INDEX "CoachAvailability_date_no_overlap_excl" ON nexus."CoachAvailability" USING gist ("coachId", "isAvailable", nexus.slot("specificDate", "startTime", "endTime")) WHERE ("specificDate" IS NOT NULL)'),
        ('CoachAvailability_pkey',
         'CREATE UNIQUE INDEX "CoachAvailability_pkey" ON nexus."CoachAvailability" USING btree (id)'),
        ('CoachAvailability_times_key',
         'CREATE UNIQUE INDEX "CoachAvailability_times_key" ON nexus."CoachAvailability" USING btree ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate") NULLS NOT DISTINCT'),
        ('CoachAvailability_weekly_no_overlap_excl',
         'CREATE INDEX "CoachAvailability_weekly_no_overlap_excl" ON nexus."CoachAvailability" USING gist ("coachId", "isAvailable", "dayOfWeek", int4range(nexus.minute_of_day("startTime"), nexus.minute_of_day("endTime")), tstzrange("validFrom", "validUntil")) WHERE ("specificDate" IS NULL)')
    $$,
    'CoachAvailability has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'LegalPage') where valid$$,
    $$values
        ('LegalPage_pkey', 'CREATE UNIQUE INDEX "LegalPage_pkey" ON nexus."LegalPage" USING btree (id)'),
        ('LegalPage_slug_key', 'CREATE UNIQUE INDEX "LegalPage_slug_key" ON nexus."LegalPage" USING btree (slug)')
    $$,
    'LegalPage has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'LegalVersion') where valid$$,
    $$values
        ('LegalVersion_pageId_version_key',
         'CREATE UNIQUE INDEX "LegalVersion_pageId_version_key" ON nexus."LegalVersion" USING btree ("pageId", version)'),
        ('LegalVersion_pkey', 'CREATE UNIQUE INDEX "LegalVersion_pkey" ON nexus."LegalVersion" USING btree (id)'),
        ('LegalVersion_slug_idx', 'CREATE INDEX "LegalVersion_slug_idx" ON nexus."LegalVersion" USING btree (slug)')
    $$,
    'LegalVersion has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'SessionBooking') where valid$$,
    $$values
        ('SessionBooking_coachId_scheduledDate_idx',
         'CREATE INDEX "SessionBooking_coachId_scheduledDate_idx" ON nexus."SessionBooking" USING btree ("coachId", "scheduledDate")'),
        ('SessionBooking_no_overlap_excl',
         'CREATE INDEX "SessionBooking_no_overlap_excl" ON nexus."SessionBooking" USING gist ("coachId", nexus.slot("scheduledDate", "startTime", "endTime")) WHERE (status = ANY (ARRAY[''SCHEDULED''::nexus."SessionStatus", ''CONFIRMED''::nexus."SessionStatus", ''IN_PROGRESS''::nexus."SessionStatus"]))'),
        ('SessionBooking_parentId_idx',
         'CREATE INDEX "SessionBooking_parentId_idx" ON nexus."SessionBooking" USING btree ("parentId")'),
        ('SessionBooking_pkey', 'CREATE UNIQUE INDEX "SessionBooking_pkey" ON nexus."SessionBooking" USING btree (id)'),
        ('SessionBooking_rescheduledFromId_key',
         'CREATE UNIQUE INDEX "SessionBooking_rescheduledFromId_key" ON nexus."SessionBooking" USING btree ("rescheduledFromId")'),
        ('SessionBooking_scheduledDate_idx',
         'CREATE INDEX "SessionBooking_scheduledDate_idx" ON nexus."SessionBooking" USING btree ("scheduledDate")'),
        ('SessionBooking_status_scheduledDate_idx',
         'CREATE INDEX "SessionBooking_status_scheduledDate_idx" ON nexus."SessionBooking" USING btree (status, "scheduledDate")'),
        ('SessionBooking_studentId_scheduledDate_idx',
         'CREATE INDEX "SessionBooking_studentId_scheduledDate_idx" ON nexus."SessionBooking" USING btree ("studentId", "scheduledDate")'),
        ('SessionBooking_student_no_overlap_excl',
         'CREATE INDEX "SessionBooking_student_no_overlap_excl" ON nexus."SessionBooking" USING gist ("studentId", nexus.slot("scheduledDate", "startTime", "endTime")) WHERE (status = ANY (ARRAY[''SCHEDULED''::nexus."SessionStatus", ''CONFIRMED''::nexus."SessionStatus", ''IN_PROGRESS''::nexus."SessionStatus"]))')
    $$,
    'SessionBooking has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'SessionNotification') where valid$$,
    $$values
        ('SessionNotification_pkey',
         'CREATE UNIQUE INDEX "SessionNotification_pkey" ON nexus."SessionNotification" USING btree (id)'),
        ('SessionNotification_sessionId_userId_type_method_key',
         'CREATE UNIQUE INDEX "SessionNotification_sessionId_userId_type_method_key" ON nexus."SessionNotification" USING btree ("sessionId", "userId", type, method)'),
        ('SessionNotification_userId_status_idx',
         'CREATE INDEX "SessionNotification_userId_status_idx" ON nexus."SessionNotification" USING btree ("userId", status)')
    $$,
    'SessionNotification has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'SessionReminder') where valid$$,
    $$values
        ('SessionReminder_pkey',
         'CREATE UNIQUE INDEX "SessionReminder_pkey" ON nexus."SessionReminder" USING btree (id)'),
        ('SessionReminder_scheduledFor_sent_idx',
         'CREATE INDEX "SessionReminder_scheduledFor_sent_idx" ON nexus."SessionReminder" USING btree ("scheduledFor", sent)'),
        ('SessionReminder_sessionId_reminderType_key',
         'CREATE UNIQUE INDEX "SessionReminder_sessionId_reminderType_key" ON nexus."SessionReminder" USING btree ("sessionId", "reminderType")')
    $$,
    'SessionReminder has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'aria_conversations') where valid$$,
    $$values
        ('aria_conversations_pkey',
         'CREATE UNIQUE INDEX aria_conversations_pkey ON nexus.aria_conversations USING btree (id)'),
        ('aria_conversations_studentId_updatedAt_idx',
         'CREATE INDEX "aria_conversations_studentId_updatedAt_idx" ON nexus.aria_conversations USING btree ("studentId", "updatedAt")')
    $$,
    'aria_conversations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'aria_messages') where valid$$,
    $$values
        ('aria_messages_conversationId_createdAt_idx',
         'CREATE INDEX "aria_messages_conversationId_createdAt_idx" ON nexus.aria_messages USING btree ("conversationId", "createdAt")'),
        ('aria_messages_pkey', 'CREATE UNIQUE INDEX aria_messages_pkey ON nexus.aria_messages USING btree (id)')
    $$,
    'aria_messages has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'aria_requests') where valid$$,
    $$values
        ('aria_requests_pkey', 'CREATE UNIQUE INDEX aria_requests_pkey ON nexus.aria_requests USING btree (address)')
    $$,
    'aria_requests has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'aria_usage') where valid$$,
    $$values
        ('aria_usage_pkey', 'CREATE UNIQUE INDEX aria_usage_pkey ON nexus.aria_usage USING btree (student_id, day)')
    $$,
    'aria_usage has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'audit_logs') where valid$$,
    $$values
        ('audit_logs_pkey', 'CREATE UNIQUE INDEX audit_logs_pkey ON nexus.audit_logs USING btree (id)')
    $$,
    'audit_logs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'badge_rules') where valid$$,
    $$values
        ('badge_rules_name_key', 'CREATE UNIQUE INDEX badge_rules_name_key ON nexus.badge_rules USING btree (name)'),
        ('badge_rules_pkey',
         'CREATE UNIQUE INDEX badge_rules_pkey ON nexus.badge_rules USING btree (measure, threshold)')
    $$,
    'badge_rules has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'badges') where valid$$,
    $$values
        ('badges_name_key', 'CREATE UNIQUE INDEX badges_name_key ON nexus.badges USING btree (name)'),
        ('badges_pkey', 'CREATE UNIQUE INDEX badges_pkey ON nexus.badges USING btree (id)')
    $$,
    'badges has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'bilans') where valid$$,
    $$values
        ('bilans_pkey', 'CREATE UNIQUE INDEX bilans_pkey ON nexus.bilans USING btree (id)'),
        ('bilans_studentId_idx', 'CREATE INDEX "bilans_studentId_idx" ON nexus.bilans USING btree ("studentId")')
    $$,
    'bilans has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'billing_policy') where valid$$,
    $$values
        ('billing_policy_pkey', 'CREATE UNIQUE INDEX billing_policy_pkey ON nexus.billing_policy USING btree (id)')
    $$,
    'billing_policy has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'coach_profiles') where valid$$,
    $$values
        ('coach_profiles_pkey', 'CREATE UNIQUE INDEX coach_profiles_pkey ON nexus.coach_profiles USING btree (id)'),
        ('coach_profiles_pseudonym_key',
         'CREATE UNIQUE INDEX coach_profiles_pseudonym_key ON nexus.coach_profiles USING btree (pseudonym)'),
        ('coach_profiles_userId_key',
         'CREATE UNIQUE INDEX "coach_profiles_userId_key" ON nexus.coach_profiles USING btree ("userId")')
    $$,
    'coach_profiles has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_draws') where valid$$,
    $$values
        ('credit_draws_lotId_idx', 'CREATE INDEX "credit_draws_lotId_idx" ON nexus.credit_draws USING btree ("lotId")'),
        ('credit_draws_pkey',
         'CREATE UNIQUE INDEX credit_draws_pkey ON nexus.credit_draws USING btree ("entryId", "lotId")')
    $$,
    'credit_draws has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_lots') where valid$$,
    $$values
        ('credit_lots_entryId_idx',
         'CREATE INDEX "credit_lots_entryId_idx" ON nexus.credit_lots USING btree ("entryId")'),
        ('credit_lots_expiresAt_idx',
         'CREATE INDEX "credit_lots_expiresAt_idx" ON nexus.credit_lots USING btree ("expiresAt") WHERE (remaining > (0)::numeric)'),
        ('credit_lots_pkey', 'CREATE UNIQUE INDEX credit_lots_pkey ON nexus.credit_lots USING btree (id)'),
        ('credit_lots_studentId_expiresAt_idx',
         'CREATE INDEX "credit_lots_studentId_expiresAt_idx" ON nexus.credit_lots USING btree ("studentId", "expiresAt", id)')
    $$,
    'credit_lots has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_packs') where valid$$,
    $$values
        ('credit_packs_pkey', 'CREATE UNIQUE INDEX credit_packs_pkey ON nexus.credit_packs USING btree (id)')
    $$,
    'credit_packs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_requests') where valid$$,
    $$values
        ('credit_requests_entryId_key',
         'CREATE UNIQUE INDEX "credit_requests_entryId_key" ON nexus.credit_requests USING btree ("entryId")'),
        ('credit_requests_pending_idx',
         'CREATE INDEX credit_requests_pending_idx ON nexus.credit_requests USING btree ("createdAt") WHERE (status = ''PENDING''::text)'),
        ('credit_requests_pkey', 'CREATE UNIQUE INDEX credit_requests_pkey ON nexus.credit_requests USING btree (id)'),
        ('credit_requests_studentId_idx',
         'CREATE INDEX "credit_requests_studentId_idx" ON nexus.credit_requests USING btree ("studentId")')
    $$,
    'credit_requests has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_transactions') where valid$$,
    $$values
        ('credit_transactions_pkey',
         'CREATE UNIQUE INDEX credit_transactions_pkey ON nexus.credit_transactions USING btree (id)'),
        ('credit_transactions_sessionId_idx',
         'CREATE INDEX "credit_transactions_sessionId_idx" ON nexus.credit_transactions USING btree ("sessionId")'),
        ('credit_transactions_session_refund_key',
         'CREATE UNIQUE INDEX credit_transactions_session_refund_key ON nexus.credit_transactions USING btree ("sessionId") WHERE ((type = ''REFUND''::text) AND ("sessionId" IS NOT NULL))'),
        ('credit_transactions_session_usage_key',
         'CREATE UNIQUE INDEX credit_transactions_session_usage_key ON nexus.credit_transactions USING btree ("sessionId") WHERE ((type = ''USAGE''::text) AND ("sessionId" IS NOT NULL))'),
        ('credit_transactions_studentId_createdAt_idx',
         'CREATE INDEX "credit_transactions_studentId_createdAt_idx" ON nexus.credit_transactions USING btree ("studentId", "createdAt")'),
        ('credit_transactions_studentId_number_key',
         'CREATE UNIQUE INDEX "credit_transactions_studentId_number_key" ON nexus.credit_transactions USING btree ("studentId", number)'),
        ('credit_transactions_studentId_reference_key',
         'CREATE UNIQUE INDEX "credit_transactions_studentId_reference_key" ON nexus.credit_transactions USING btree ("studentId", reference) WHERE (reference IS NOT NULL)')
    $$,
    'credit_transactions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_tx') where valid$$,
    $$values
        ('credit_tx_correctsId_key',
         'CREATE UNIQUE INDEX "credit_tx_correctsId_key" ON nexus.credit_tx USING btree ("correctsId")'),
        ('credit_tx_packId_idx', 'CREATE INDEX "credit_tx_packId_idx" ON nexus.credit_tx USING btree ("packId")'),
        ('credit_tx_pkey', 'CREATE UNIQUE INDEX credit_tx_pkey ON nexus.credit_tx USING btree (id)'),
        ('credit_tx_provider_externalId_key',
         'CREATE UNIQUE INDEX "credit_tx_provider_externalId_key" ON nexus.credit_tx USING btree (provider, "externalId") WHERE ("externalId" IS NOT NULL)'),
        ('credit_tx_walletId_number_key',
         'CREATE UNIQUE INDEX "credit_tx_walletId_number_key" ON nexus.credit_tx USING btree ("walletId", number)')
    $$,
    'credit_tx has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_usage') where valid$$,
    $$values
        ('credit_usage_pkey', 'CREATE UNIQUE INDEX credit_usage_pkey ON nexus.credit_usage USING btree (key)')
    $$,
    'credit_usage has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'credit_wallets') where valid$$,
    $$values
        ('credit_wallets_pkey', 'CREATE UNIQUE INDEX credit_wallets_pkey ON nexus.credit_wallets USING btree (id)'),
        ('credit_wallets_userId_key',
         'CREATE UNIQUE INDEX "credit_wallets_userId_key" ON nexus.credit_wallets USING btree ("userId")')
    $$,
    'credit_wallets has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'cron_executions') where valid$$,
    $$values
        ('cron_executions_job_key',
         'CREATE UNIQUE INDEX cron_executions_job_key ON nexus.cron_executions USING btree ("jobName", "executionKey")'),
        ('cron_executions_pkey', 'CREATE UNIQUE INDEX cron_executions_pkey ON nexus.cron_executions USING btree (id)'),
        ('cron_executions_startedAt_idx',
         'CREATE INDEX "cron_executions_startedAt_idx" ON nexus.cron_executions USING btree ("startedAt")'),
        ('cron_executions_status_idx',
         'CREATE INDEX cron_executions_status_idx ON nexus.cron_executions USING btree (status)')
    $$,
    'cron_executions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'errors') where valid$$,
    $$values
        ('errors_pkey', 'CREATE UNIQUE INDEX errors_pkey ON nexus.errors USING btree (sqlstate)')
    $$,
    'errors has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'generated_documents') where valid$$,
    $$values
        ('generated_documents_pkey',
         'CREATE UNIQUE INDEX generated_documents_pkey ON nexus.generated_documents USING btree (id)'),
        ('generated_documents_studentId_createdAt_idx',
         'CREATE INDEX "generated_documents_studentId_createdAt_idx" ON nexus.generated_documents USING btree ("studentId", "createdAt")')
    $$,
    'generated_documents has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'ingest_chunks') where valid$$,
    $$values
        ('ingest_chunks_pkey',
         'CREATE UNIQUE INDEX ingest_chunks_pkey ON nexus.ingest_chunks USING btree (ingest_id, "position")')
    $$,
    'ingest_chunks has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'ingest_jobs') where valid$$,
    $$values
        ('ingest_jobs_docId_status_idx',
         'CREATE INDEX "ingest_jobs_docId_status_idx" ON nexus.ingest_jobs USING btree ("docId", status)'),
        ('ingest_jobs_pkey', 'CREATE UNIQUE INDEX ingest_jobs_pkey ON nexus.ingest_jobs USING btree (id)')
    $$,
    'ingest_jobs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'ingest_works') where valid$$,
    $$values
        ('ingest_works_job_id_key',
         'CREATE UNIQUE INDEX ingest_works_job_id_key ON nexus.ingest_works USING btree (job_id)'),
        ('ingest_works_pkey', 'CREATE UNIQUE INDEX ingest_works_pkey ON nexus.ingest_works USING btree (ingest_id)')
    $$,
    'ingest_works has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'knowledge_assets') where valid$$,
    $$values
        ('knowledge_assets_docId_idx',
         'CREATE INDEX "knowledge_assets_docId_idx" ON nexus.knowledge_assets USING btree ("docId")'),
        ('knowledge_assets_embedding_idx',
         'CREATE INDEX knowledge_assets_embedding_idx ON nexus.knowledge_assets USING hnsw (embedding extensions.vector_cosine_ops) WITH (m=''16'', ef_construction=''200'')'),
        ('knowledge_assets_pkey',
         'CREATE UNIQUE INDEX knowledge_assets_pkey ON nexus.knowledge_assets USING btree (id)'),
        ('knowledge_assets_subject_level_idx',
         'CREATE INDEX knowledge_assets_subject_level_idx ON nexus.knowledge_assets USING btree (subject, level)'),
        ('knowledge_assets_words_idx',
         'CREATE INDEX knowledge_assets_words_idx ON nexus.knowledge_assets USING gin (words) WITH (fastupdate=off)')
    $$,
    'knowledge_assets has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'mail_logs') where valid$$,
    $$values
        ('mail_logs_bilanId_createdAt_idx',
         'CREATE INDEX "mail_logs_bilanId_createdAt_idx" ON nexus.mail_logs USING btree ("bilanId", "createdAt")'),
        ('mail_logs_messageId_key',
         'CREATE UNIQUE INDEX "mail_logs_messageId_key" ON nexus.mail_logs USING btree ("messageId") WHERE ("messageId" IS NOT NULL)'),
        ('mail_logs_pkey', 'CREATE UNIQUE INDEX mail_logs_pkey ON nexus.mail_logs USING btree (id)')
    $$,
    'mail_logs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'memories') where valid$$,
    $$values
        ('memories_embedding_idx',
         'CREATE INDEX memories_embedding_idx ON nexus.memories USING hnsw (embedding extensions.vector_cosine_ops) WITH (m=''16'', ef_construction=''200'')'),
        ('memories_pkey', 'CREATE UNIQUE INDEX memories_pkey ON nexus.memories USING btree (id)'),
        ('memories_studentId_kind_idx',
         'CREATE INDEX "memories_studentId_kind_idx" ON nexus.memories USING btree ("studentId", kind)')
    $$,
    'memories has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'messages') where valid$$,
    $$values
        ('messages_pkey', 'CREATE UNIQUE INDEX messages_pkey ON nexus.messages USING btree (id)'),
        ('messages_receiverId_idx',
         'CREATE INDEX "messages_receiverId_idx" ON nexus.messages USING btree ("receiverId")'),
        ('messages_senderId_idx', 'CREATE INDEX "messages_senderId_idx" ON nexus.messages USING btree ("senderId")')
    $$,
    'messages has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'notifications') where valid$$,
    $$values
        ('notifications_pkey', 'CREATE UNIQUE INDEX notifications_pkey ON nexus.notifications USING btree (id)'),
        ('notifications_userId_read_idx',
         'CREATE INDEX "notifications_userId_read_idx" ON nexus.notifications USING btree ("userId", read)'),
        ('notifications_userRole_idx',
         'CREATE INDEX "notifications_userRole_idx" ON nexus.notifications USING btree ("userRole")')
    $$,
    'notifications has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'offer_bindings') where valid$$,
    $$values
        ('offer_bindings_pkey', 'CREATE UNIQUE INDEX offer_bindings_pkey ON nexus.offer_bindings USING btree (code)')
    $$,
    'offer_bindings has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'parent_profiles') where valid$$,
    $$values
        ('parent_profiles_pkey', 'CREATE UNIQUE INDEX parent_profiles_pkey ON nexus.parent_profiles USING btree (id)'),
        ('parent_profiles_userId_key',
         'CREATE UNIQUE INDEX "parent_profiles_userId_key" ON nexus.parent_profiles USING btree ("userId")')
    $$,
    'parent_profiles has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'payment_orders') where valid$$,
    $$values
        ('payment_orders_credit_entry_id_idx',
         'CREATE INDEX payment_orders_credit_entry_id_idx ON nexus.payment_orders USING btree (credit_entry_id)'),
        ('payment_orders_pack_id_idx',
         'CREATE INDEX payment_orders_pack_id_idx ON nexus.payment_orders USING btree (pack_id)'),
        ('payment_orders_pkey',
         'CREATE UNIQUE INDEX payment_orders_pkey ON nexus.payment_orders USING btree (payment_id)'),
        ('payment_orders_student_id_idx',
         'CREATE INDEX payment_orders_student_id_idx ON nexus.payment_orders USING btree (student_id)'),
        ('payment_orders_subscription_id_idx',
         'CREATE INDEX payment_orders_subscription_id_idx ON nexus.payment_orders USING btree (subscription_id)')
    $$,
    'payment_orders has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'payment_records') where valid$$,
    $$values
        ('payment_records_packId_idx',
         'CREATE INDEX "payment_records_packId_idx" ON nexus.payment_records USING btree ("packId")'),
        ('payment_records_pkey', 'CREATE UNIQUE INDEX payment_records_pkey ON nexus.payment_records USING btree (id)'),
        ('payment_records_provider_externalId_key',
         'CREATE UNIQUE INDEX "payment_records_provider_externalId_key" ON nexus.payment_records USING btree (provider, "externalId")'),
        ('payment_records_userId_idx',
         'CREATE INDEX "payment_records_userId_idx" ON nexus.payment_records USING btree ("userId")')
    $$,
    'payment_records has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'payment_settings') where valid$$,
    $$values
        ('payment_settings_pkey',
         'CREATE UNIQUE INDEX payment_settings_pkey ON nexus.payment_settings USING btree (id)')
    $$,
    'payment_settings has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'payments') where valid$$,
    $$values
        ('payments_externalId_method_key',
         'CREATE UNIQUE INDEX "payments_externalId_method_key" ON nexus.payments USING btree ("externalId", method) WHERE ("externalId" IS NOT NULL)'),
        ('payments_pkey', 'CREATE UNIQUE INDEX payments_pkey ON nexus.payments USING btree (id)'),
        ('payments_userId_idx', 'CREATE INDEX "payments_userId_idx" ON nexus.payments USING btree ("userId")')
    $$,
    'payments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'pedagogical_contents') where valid$$,
    $$values
        ('pedagogical_contents_pkey',
         'CREATE UNIQUE INDEX pedagogical_contents_pkey ON nexus.pedagogical_contents USING btree (id)')
    $$,
    'pedagogical_contents has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'plans') where valid$$,
    $$values
        ('plans_pkey', 'CREATE UNIQUE INDEX plans_pkey ON nexus.plans USING btree (name)')
    $$,
    'plans has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'pricing') where valid$$,
    $$values
        ('pricing_pkey', 'CREATE UNIQUE INDEX pricing_pkey ON nexus.pricing USING btree (id)'),
        ('pricing_service_variable_key',
         'CREATE UNIQUE INDEX pricing_service_variable_key ON nexus.pricing USING btree (service, variable)')
    $$,
    'pricing has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'product_pricing') where valid$$,
    $$values
        ('product_pricing_itemType_itemKey_key',
         'CREATE UNIQUE INDEX "product_pricing_itemType_itemKey_key" ON nexus.product_pricing USING btree ("itemType", "itemKey")'),
        ('product_pricing_pkey', 'CREATE UNIQUE INDEX product_pricing_pkey ON nexus.product_pricing USING btree (id)')
    $$,
    'product_pricing has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'provider_events') where valid$$,
    $$values
        ('provider_events_event_id_key',
         'CREATE UNIQUE INDEX provider_events_event_id_key ON nexus.provider_events USING btree (provider, event_id) WHERE (signature_valid AND (event_id IS NOT NULL))'),
        ('provider_events_payload_hash_key',
         'CREATE UNIQUE INDEX provider_events_payload_hash_key ON nexus.provider_events USING btree (provider, payload_hash) WHERE (outcome = ANY (ARRAY[''refused''::text, ''unreadable''::text]))'),
        ('provider_events_pkey', 'CREATE UNIQUE INDEX provider_events_pkey ON nexus.provider_events USING btree (id)'),
        ('provider_events_waiting_idx',
         'CREATE INDEX provider_events_waiting_idx ON nexus.provider_events USING btree (provider, external_id) WHERE (outcome = ''waiting''::text)')
    $$,
    'provider_events has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'provider_secrets') where valid$$,
    $$values
        ('provider_secrets_pkey',
         'CREATE UNIQUE INDEX provider_secrets_pkey ON nexus.provider_secrets USING btree (id)')
    $$,
    'provider_secrets has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'provider_words') where valid$$,
    $$values
        ('provider_words_pkey',
         'CREATE UNIQUE INDEX provider_words_pkey ON nexus.provider_words USING btree (provider, word)')
    $$,
    'provider_words has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'session_costs') where valid$$,
    $$values
        ('session_costs_pkey', 'CREATE UNIQUE INDEX session_costs_pkey ON nexus.session_costs USING btree (service)')
    $$,
    'session_costs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'session_history') where valid$$,
    $$values
        ('session_history_pkey', 'CREATE UNIQUE INDEX session_history_pkey ON nexus.session_history USING btree (id)'),
        ('session_history_sessionId_idx',
         'CREATE INDEX "session_history_sessionId_idx" ON nexus.session_history USING btree ("sessionId", id)')
    $$,
    'session_history has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'session_transitions') where valid$$,
    $$values
        ('session_transitions_pkey',
         'CREATE UNIQUE INDEX session_transitions_pkey ON nexus.session_transitions USING btree ("oldStatus", "newStatus")')
    $$,
    'session_transitions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'sessions') where valid$$,
    $$values
        ('sessions_coachId_idx', 'CREATE INDEX "sessions_coachId_idx" ON nexus.sessions USING btree ("coachId")'),
        ('sessions_pkey', 'CREATE UNIQUE INDEX sessions_pkey ON nexus.sessions USING btree (id)'),
        ('sessions_status_idx', 'CREATE INDEX sessions_status_idx ON nexus.sessions USING btree (status)'),
        ('sessions_studentId_idx', 'CREATE INDEX "sessions_studentId_idx" ON nexus.sessions USING btree ("studentId")')
    $$,
    'sessions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'student_badges') where valid$$,
    $$values
        ('student_badges_badgeId_idx',
         'CREATE INDEX "student_badges_badgeId_idx" ON nexus.student_badges USING btree ("badgeId")'),
        ('student_badges_pkey', 'CREATE UNIQUE INDEX student_badges_pkey ON nexus.student_badges USING btree (id)'),
        ('student_badges_studentId_badgeId_key',
         'CREATE UNIQUE INDEX "student_badges_studentId_badgeId_key" ON nexus.student_badges USING btree ("studentId", "badgeId")')
    $$,
    'student_badges has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'student_profile_data') where valid$$,
    $$values
        ('student_profile_data_pkey',
         'CREATE UNIQUE INDEX student_profile_data_pkey ON nexus.student_profile_data USING btree (id)'),
        ('student_profile_data_studentId_key',
         'CREATE UNIQUE INDEX "student_profile_data_studentId_key" ON nexus.student_profile_data USING btree ("studentId")')
    $$,
    'student_profile_data has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'student_profiles') where valid$$,
    $$values
        ('student_profiles_pkey',
         'CREATE UNIQUE INDEX student_profiles_pkey ON nexus.student_profiles USING btree (id)'),
        ('student_profiles_userId_key',
         'CREATE UNIQUE INDEX "student_profiles_userId_key" ON nexus.student_profiles USING btree ("userId")')
    $$,
    'student_profiles has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'student_reports') where valid$$,
    $$values
        ('student_reports_coachId_idx',
         'CREATE INDEX "student_reports_coachId_idx" ON nexus.student_reports USING btree ("coachId")'),
        ('student_reports_pkey', 'CREATE UNIQUE INDEX student_reports_pkey ON nexus.student_reports USING btree (id)'),
        ('student_reports_studentId_idx',
         'CREATE INDEX "student_reports_studentId_idx" ON nexus.student_reports USING btree ("studentId")')
    $$,
    'student_reports has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'students') where valid$$,
    $$values
        ('students_parentId_idx', 'CREATE INDEX "students_parentId_idx" ON nexus.students USING btree ("parentId")'),
        ('students_pkey', 'CREATE UNIQUE INDEX students_pkey ON nexus.students USING btree (id)'),
        ('students_userId_key', 'CREATE UNIQUE INDEX "students_userId_key" ON nexus.students USING btree ("userId")')
    $$,
    'students has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'subscription_requests') where valid$$,
    $$values
        ('subscription_requests_pkey',
         'CREATE UNIQUE INDEX subscription_requests_pkey ON nexus.subscription_requests USING btree (id)'),
        ('subscription_requests_studentId_idx',
         'CREATE INDEX "subscription_requests_studentId_idx" ON nexus.subscription_requests USING btree ("studentId")')
    $$,
    'subscription_requests has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'subscriptions') where valid$$,
    $$values
        ('subscriptions_active_key',
         'CREATE UNIQUE INDEX subscriptions_active_key ON nexus.subscriptions USING btree ("studentId") WHERE (status = ''ACTIVE''::nexus."SubscriptionStatus")'),
        ('subscriptions_pkey', 'CREATE UNIQUE INDEX subscriptions_pkey ON nexus.subscriptions USING btree (id)'),
        ('subscriptions_studentId_status_idx',
         'CREATE INDEX "subscriptions_studentId_status_idx" ON nexus.subscriptions USING btree ("studentId", status)')
    $$,
    'subscriptions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'transitions') where valid$$,
    $$values
        ('transitions_pkey',
         'CREATE UNIQUE INDEX transitions_pkey ON nexus.transitions USING btree (relation, old_status, new_status)')
    $$,
    'transitions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'user_documents') where valid$$,
    $$values
        ('user_documents_contentHash_key',
         'CREATE UNIQUE INDEX "user_documents_contentHash_key" ON nexus.user_documents USING btree ("contentHash") WHERE ("contentHash" IS NOT NULL)'),
        ('user_documents_ownerId_idx',
         'CREATE INDEX "user_documents_ownerId_idx" ON nexus.user_documents USING btree ("ownerId")'),
        ('user_documents_pkey', 'CREATE UNIQUE INDEX user_documents_pkey ON nexus.user_documents USING btree (id)'),
        ('user_documents_storageKey_key',
         'CREATE UNIQUE INDEX "user_documents_storageKey_key" ON nexus.user_documents USING btree ("storageKey")')
    $$,
    'user_documents has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('nexus', 'users') where valid$$,
    $$values
        ('users_email_key', 'CREATE UNIQUE INDEX users_email_key ON nexus.users USING btree (email)'),
        ('users_pkey', 'CREATE UNIQUE INDEX users_pkey ON nexus.users USING btree (id)'),
        ('users_role_idx', 'CREATE INDEX users_role_idx ON nexus.users USING btree (role)')
    $$,
    'users has these indexes'
);

select set_eq(
    $$select "table" from test.indexes('nexus')$$,
    array[
        'nexus."CoachAvailability"', 'nexus."LegalPage"', 'nexus."LegalVersion"', 'nexus."SessionBooking"',
        'nexus."SessionNotification"', 'nexus."SessionReminder"', 'nexus.aria_conversations', 'nexus.aria_messages',
        'nexus.aria_requests', 'nexus.aria_usage', 'nexus.audit_logs', 'nexus.badge_rules', 'nexus.badges',
        'nexus.bilans', 'nexus.billing_policy', 'nexus.coach_profiles', 'nexus.credit_draws', 'nexus.credit_lots',
        'nexus.credit_packs', 'nexus.credit_requests', 'nexus.credit_transactions', 'nexus.credit_tx',
        'nexus.credit_usage', 'nexus.credit_wallets', 'nexus.cron_executions', 'nexus.errors',
        'nexus.generated_documents', 'nexus.ingest_chunks', 'nexus.ingest_jobs', 'nexus.ingest_works',
        'nexus.knowledge_assets', 'nexus.mail_logs', 'nexus.memories', 'nexus.messages', 'nexus.notifications',
        'nexus.offer_bindings', 'nexus.parent_profiles', 'nexus.payment_orders', 'nexus.payment_records',
        'nexus.payment_settings', 'nexus.payments', 'nexus.pedagogical_contents', 'nexus.plans', 'nexus.pricing',
        'nexus.product_pricing', 'nexus.provider_events', 'nexus.provider_secrets', 'nexus.provider_words',
        'nexus.session_costs', 'nexus.session_history', 'nexus.session_transitions', 'nexus.sessions',
        'nexus.student_badges', 'nexus.student_profile_data', 'nexus.student_profiles', 'nexus.student_reports',
        'nexus.students', 'nexus.subscription_requests', 'nexus.subscriptions', 'nexus.transitions',
        'nexus.user_documents', 'nexus.users'
    ],
    'nothing else of nexus has indexes'
);

select is_empty(
    $$select * from test.indexes('nexus') where not valid$$,
    'no index of nexus was left invalid'
);

-- Deleting or renumbering the row referred to scans the whole referring table where there is none.
select is_empty(
    $$
        select f.conrelid::regclass::text, f.conname::text
        from pg_constraint as f
        where f.connamespace = 'nexus'::regnamespace
          and f.contype = 'f'
          and not exists (
              select from pg_index as i
              where i.indrelid = f.conrelid and i.indpred is null
                and (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey
          )
    $$,
    'every foreign key of nexus has an index of all rows that begins with its columns'
);

select * from finish();
rollback;
