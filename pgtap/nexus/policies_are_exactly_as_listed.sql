begin;
select plan(57);

-- Those that permit; that none restricts is said at the end.
select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'CoachAvailability') where permissive$$,
    $$values
        ('CoachAvailability_app', 'all', 'nexus_app', 'true', 'true'),
        ('CoachAvailability_delete', 'delete', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ((( SELECT nexus.actor_role() AS actor_role) = ''COACH''::nexus."UserRole") AND ("coachId" = ( SELECT platform.actor_id() AS actor_id))))',
         null),
        ('CoachAvailability_insert', 'insert', 'nexus_user', null,
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ((( SELECT nexus.actor_role() AS actor_role) = ''COACH''::nexus."UserRole") AND ("coachId" = ( SELECT platform.actor_id() AS actor_id))))'),
        ('CoachAvailability_readonly', 'select', 'nexus_readonly', 'true', null),
        ('CoachAvailability_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("coachId" = ( SELECT platform.actor_id() AS actor_id)))',
         null),
        ('CoachAvailability_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ((( SELECT nexus.actor_role() AS actor_role) = ''COACH''::nexus."UserRole") AND ("coachId" = ( SELECT platform.actor_id() AS actor_id))))',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ((( SELECT nexus.actor_role() AS actor_role) = ''COACH''::nexus."UserRole") AND ("coachId" = ( SELECT platform.actor_id() AS actor_id))))')
    $$,
    'CoachAvailability has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'LegalPage') where permissive$$,
    $$values
        ('LegalPage_app', 'all', 'nexus_app', 'true', 'true'),
        ('LegalPage_readonly', 'select', 'nexus_readonly', 'true', null),
        ('LegalPage_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)', null)
    $$,
    'LegalPage has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'LegalVersion') where permissive$$,
    $$values
        ('LegalVersion_app', 'all', 'nexus_app', 'true', 'true'),
        ('LegalVersion_readonly', 'select', 'nexus_readonly', 'true', null),
        ('LegalVersion_select', 'select', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null)
    $$,
    'LegalVersion has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'SessionBooking') where permissive$$,
    $$values
        ('SessionBooking_app', 'all', 'nexus_app', 'true', 'true'),
        ('SessionBooking_readonly', 'select', 'nexus_readonly', 'true', null),
        ('SessionBooking_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_people() AS actor_people))) OR ("coachId" = ( SELECT platform.actor_id() AS actor_id)) OR ("parentId" = ( SELECT platform.actor_id() AS actor_id)))',
         null)
    $$,
    'SessionBooking has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'SessionNotification') where permissive$$,
    $$values
        ('SessionNotification_app', 'all', 'nexus_app', 'true', 'true'),
        ('SessionNotification_readonly', 'select', 'nexus_readonly', 'true', null),
        ('SessionNotification_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null),
        ('SessionNotification_update', 'update', 'nexus_user',
         '("userId" = ( SELECT platform.actor_id() AS actor_id))',
         '("userId" = ( SELECT platform.actor_id() AS actor_id))')
    $$,
    'SessionNotification has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'SessionReminder') where permissive$$,
    $$values
        ('SessionReminder_app', 'all', 'nexus_app', 'true', 'true'),
        ('SessionReminder_readonly', 'select', 'nexus_readonly', 'true', null),
        ('SessionReminder_select', 'select', 'nexus_user',
         '("sessionId" IN ( SELECT b.id FROM nexus."SessionBooking" b))', null)
    $$,
    'SessionReminder has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'aria_conversations') where permissive$$,
    $$values
        ('aria_conversations_app', 'all', 'nexus_app', 'true', 'true'),
        ('aria_conversations_readonly', 'select', 'nexus_readonly', 'true', null),
        ('aria_conversations_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'aria_conversations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'aria_messages') where permissive$$,
    $$values
        ('aria_messages_app', 'all', 'nexus_app', 'true', 'true'),
        ('aria_messages_readonly', 'select', 'nexus_readonly', 'true', null),
        ('aria_messages_select', 'select', 'nexus_user',
         '("conversationId" IN ( SELECT c.id FROM nexus.aria_conversations c))', null)
    $$,
    'aria_messages has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'aria_requests') where permissive$$,
    $$values
        ('aria_requests_app', 'all', 'nexus_app', 'true', 'true'),
        ('aria_requests_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'aria_requests has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'aria_usage') where permissive$$,
    $$values
        ('aria_usage_app', 'all', 'nexus_app', 'true', 'true'),
        ('aria_usage_readonly', 'select', 'nexus_readonly', 'true', null),
        ('aria_usage_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR (student_id = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'aria_usage has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'audit_logs') where permissive$$,
    $$values
        ('audit_logs_app', 'all', 'nexus_app', 'true', 'true'),
        ('audit_logs_readonly', 'select', 'nexus_readonly', 'true', null),
        ('audit_logs_select', 'select', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null)
    $$,
    'audit_logs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'badges') where permissive$$,
    $$values
        ('badges_app', 'all', 'nexus_app', 'true', 'true'),
        ('badges_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('badges_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('badges_readonly', 'select', 'nexus_readonly', 'true', null),
        ('badges_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)', null),
        ('badges_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'badges has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'bilans') where permissive$$,
    $$values
        ('bilans_app', 'all', 'nexus_app', 'true', 'true'),
        ('bilans_readonly', 'select', 'nexus_readonly', 'true', null),
        ('bilans_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'bilans has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'billing_policy') where permissive$$,
    $$values
        ('billing_policy_app', 'all', 'nexus_app', 'true', 'true'),
        ('billing_policy_readonly', 'select', 'nexus_readonly', 'true', null),
        ('billing_policy_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('billing_policy_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'billing_policy has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'coach_profiles') where permissive$$,
    $$values
        ('coach_profiles_app', 'all', 'nexus_app', 'true', 'true'),
        ('coach_profiles_readonly', 'select', 'nexus_readonly', 'true', null),
        ('coach_profiles_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('coach_profiles_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))')
    $$,
    'coach_profiles has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_draws') where permissive$$,
    $$values
        ('credit_draws_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_draws_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'credit_draws has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_lots') where permissive$$,
    $$values
        ('credit_lots_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_lots_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_lots_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'credit_lots has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_packs') where permissive$$,
    $$values
        ('credit_packs_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_packs_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('credit_packs_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('credit_packs_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_packs_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('credit_packs_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'credit_packs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_requests') where permissive$$,
    $$values
        ('credit_requests_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_requests_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_requests_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'credit_requests has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_transactions') where permissive$$,
    $$values
        ('credit_transactions_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_transactions_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_transactions_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'credit_transactions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_tx') where permissive$$,
    $$values
        ('credit_tx_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_tx_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_tx_select', 'select', 'nexus_user', '("walletId" IN ( SELECT w.id FROM nexus.credit_wallets w))',
         null)
    $$,
    'credit_tx has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_usage') where permissive$$,
    $$values
        ('credit_usage_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_usage_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('credit_usage_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('credit_usage_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_usage_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('credit_usage_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'credit_usage has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'credit_wallets') where permissive$$,
    $$values
        ('credit_wallets_app', 'all', 'nexus_app', 'true', 'true'),
        ('credit_wallets_readonly', 'select', 'nexus_readonly', 'true', null),
        ('credit_wallets_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null)
    $$,
    'credit_wallets has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'cron_executions') where permissive$$,
    $$values
        ('cron_executions_app', 'all', 'nexus_app', 'true', 'true'),
        ('cron_executions_readonly', 'select', 'nexus_readonly', 'true', null),
        ('cron_executions_select', 'select', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null)
    $$,
    'cron_executions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'generated_documents') where permissive$$,
    $$values
        ('generated_documents_app', 'all', 'nexus_app', 'true', 'true'),
        ('generated_documents_readonly', 'select', 'nexus_readonly', 'true', null),
        ('generated_documents_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'generated_documents has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'ingest_chunks') where permissive$$,
    $$values
        ('ingest_chunks_app', 'all', 'nexus_app', 'true', 'true'),
        ('ingest_chunks_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'ingest_chunks has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'ingest_jobs') where permissive$$,
    $$values
        ('ingest_jobs_app', 'all', 'nexus_app', 'true', 'true'),
        ('ingest_jobs_readonly', 'select', 'nexus_readonly', 'true', null),
        ('ingest_jobs_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("docId" IN ( SELECT d.id FROM nexus.user_documents d WHERE (d."ownerId" = ( SELECT platform.actor_id() AS actor_id)))))',
         null)
    $$,
    'ingest_jobs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'ingest_works') where permissive$$,
    $$values
        ('ingest_works_app', 'all', 'nexus_app', 'true', 'true'),
        ('ingest_works_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'ingest_works has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'knowledge_assets') where permissive$$,
    $$values
        ('knowledge_assets_app', 'all', 'nexus_app', 'true', 'true'),
        ('knowledge_assets_readonly', 'select', 'nexus_readonly', 'true', null),
        ('knowledge_assets_select', 'select', 'nexus_user', '("docId" IN ( SELECT d.id FROM nexus.user_documents d))',
         null)
    $$,
    'knowledge_assets has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'mail_logs') where permissive$$,
    $$values
        ('mail_logs_app', 'all', 'nexus_app', 'true', 'true'),
        ('mail_logs_readonly', 'select', 'nexus_readonly', 'true', null),
        ('mail_logs_select', 'select', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null)
    $$,
    'mail_logs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'memories') where permissive$$,
    $$values
        ('memories_app', 'all', 'nexus_app', 'true', 'true'),
        ('memories_readonly', 'select', 'nexus_readonly', 'true', null),
        ('memories_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'memories has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'messages') where permissive$$,
    $$values
        ('messages_app', 'all', 'nexus_app', 'true', 'true'),
        ('messages_insert', 'insert', 'nexus_user', null,
         '(("senderId" = ( SELECT platform.actor_id() AS actor_id)) AND ("receiverId" IN ( SELECT nexus.actor_correspondents() AS actor_correspondents)))'),
        ('messages_readonly', 'select', 'nexus_readonly', 'true', null),
        ('messages_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("senderId" = ( SELECT platform.actor_id() AS actor_id)) OR ("receiverId" = ( SELECT platform.actor_id() AS actor_id)))',
         null),
        ('messages_update', 'update', 'nexus_user', '("receiverId" = ( SELECT platform.actor_id() AS actor_id))',
         '("receiverId" = ( SELECT platform.actor_id() AS actor_id))')
    $$,
    'messages has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'notifications') where permissive$$,
    $$values
        ('notifications_app', 'all', 'nexus_app', 'true', 'true'),
        ('notifications_readonly', 'select', 'nexus_readonly', 'true', null),
        ('notifications_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null),
        ('notifications_update', 'update', 'nexus_user', '("userId" = ( SELECT platform.actor_id() AS actor_id))',
         '("userId" = ( SELECT platform.actor_id() AS actor_id))')
    $$,
    'notifications has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'offer_bindings') where permissive$$,
    $$values
        ('offer_bindings_app', 'all', 'nexus_app', 'true', 'true'),
        ('offer_bindings_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('offer_bindings_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('offer_bindings_readonly', 'select', 'nexus_readonly', 'true', null),
        ('offer_bindings_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('offer_bindings_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'offer_bindings has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'parent_profiles') where permissive$$,
    $$values
        ('parent_profiles_app', 'all', 'nexus_app', 'true', 'true'),
        ('parent_profiles_readonly', 'select', 'nexus_readonly', 'true', null),
        ('parent_profiles_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null),
        ('parent_profiles_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))')
    $$,
    'parent_profiles has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'payment_orders') where permissive$$,
    $$values
        ('payment_orders_app', 'all', 'nexus_app', 'true', 'true'),
        ('payment_orders_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'payment_orders has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'payment_records') where permissive$$,
    $$values
        ('payment_records_app', 'all', 'nexus_app', 'true', 'true'),
        ('payment_records_readonly', 'select', 'nexus_readonly', 'true', null),
        ('payment_records_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null)
    $$,
    'payment_records has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'payment_settings') where permissive$$,
    $$values
        ('payment_settings_app', 'all', 'nexus_app', 'true', 'true'),
        ('payment_settings_readonly', 'select', 'nexus_readonly', 'true', null),
        ('payment_settings_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('payment_settings_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'payment_settings has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'payments') where permissive$$,
    $$values
        ('payments_app', 'all', 'nexus_app', 'true', 'true'),
        ('payments_readonly', 'select', 'nexus_readonly', 'true', null),
        ('payments_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("userId" = ( SELECT platform.actor_id() AS actor_id)))',
         null)
    $$,
    'payments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'pedagogical_contents') where permissive$$,
    $$values
        ('pedagogical_contents_app', 'all', 'nexus_app', 'true', 'true'),
        ('pedagogical_contents_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('pedagogical_contents_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('pedagogical_contents_readonly', 'select', 'nexus_readonly', 'true', null),
        ('pedagogical_contents_select', 'select', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)', null),
        ('pedagogical_contents_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'pedagogical_contents has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'pricing') where permissive$$,
    $$values
        ('pricing_app', 'all', 'nexus_app', 'true', 'true'),
        ('pricing_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('pricing_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('pricing_readonly', 'select', 'nexus_readonly', 'true', null),
        ('pricing_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)', null),
        ('pricing_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'pricing has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'product_pricing') where permissive$$,
    $$values
        ('product_pricing_app', 'all', 'nexus_app', 'true', 'true'),
        ('product_pricing_delete', 'delete', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")', null),
        ('product_pricing_insert', 'insert', 'nexus_user', null,
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")'),
        ('product_pricing_readonly', 'select', 'nexus_readonly', 'true', null),
        ('product_pricing_select', 'select', 'nexus_user', '(( SELECT nexus.actor_role() AS actor_role) IS NOT NULL)',
         null),
        ('product_pricing_update', 'update', 'nexus_user',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")',
         '(( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole")')
    $$,
    'product_pricing has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'provider_events') where permissive$$,
    $$values
        ('provider_events_app', 'all', 'nexus_app', 'true', 'true'),
        ('provider_events_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'provider_events has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'provider_secrets') where permissive$$,
    $$values
        ('provider_secrets_app', 'all', 'nexus_app', 'true', 'true'),
        ('provider_secrets_readonly', 'select', 'nexus_readonly', 'true', null)
    $$,
    'provider_secrets has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'session_history') where permissive$$,
    $$values
        ('session_history_app', 'all', 'nexus_app', 'true', 'true'),
        ('session_history_readonly', 'select', 'nexus_readonly', 'true', null),
        ('session_history_select', 'select', 'nexus_user',
         '("sessionId" IN ( SELECT b.id FROM nexus."SessionBooking" b))', null)
    $$,
    'session_history has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'sessions') where permissive$$,
    $$values
        ('sessions_app', 'all', 'nexus_app', 'true', 'true'),
        ('sessions_readonly', 'select', 'nexus_readonly', 'true', null),
        ('sessions_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))) OR ("coachId" = ( SELECT nexus.actor_coach() AS actor_coach)))',
         null)
    $$,
    'sessions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'student_badges') where permissive$$,
    $$values
        ('student_badges_app', 'all', 'nexus_app', 'true', 'true'),
        ('student_badges_readonly', 'select', 'nexus_readonly', 'true', null),
        ('student_badges_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'student_badges has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'student_profile_data') where permissive$$,
    $$values
        ('student_profile_data_app', 'all', 'nexus_app', 'true', 'true'),
        ('student_profile_data_readonly', 'select', 'nexus_readonly', 'true', null),
        ('student_profile_data_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'student_profile_data has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'student_profiles') where permissive$$,
    $$values
        ('student_profiles_app', 'all', 'nexus_app', 'true', 'true'),
        ('student_profiles_readonly', 'select', 'nexus_readonly', 'true', null),
        ('student_profiles_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("userId" = ANY (ARRAY( SELECT nexus.actor_people() AS actor_people))))',
         null),
        ('student_profiles_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ANY (ARRAY( SELECT nexus.actor_people() AS actor_people))))',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("userId" = ANY (ARRAY( SELECT nexus.actor_people() AS actor_people))))')
    $$,
    'student_profiles has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'student_reports') where permissive$$,
    $$values
        ('student_reports_app', 'all', 'nexus_app', 'true', 'true'),
        ('student_reports_insert', 'insert', 'nexus_user', null,
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR (("coachId" = ( SELECT nexus.actor_coach() AS actor_coach)) AND ("studentId" IN ( SELECT nexus.actor_taught() AS actor_taught))))'),
        ('student_reports_readonly', 'select', 'nexus_readonly', 'true', null),
        ('student_reports_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))) OR ("coachId" = ( SELECT nexus.actor_coach() AS actor_coach)))',
         null),
        ('student_reports_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("coachId" = ( SELECT nexus.actor_coach() AS actor_coach)))',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR ("coachId" = ( SELECT nexus.actor_coach() AS actor_coach)))')
    $$,
    'student_reports has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'students') where permissive$$,
    $$values
        ('students_app', 'all', 'nexus_app', 'true', 'true'),
        ('students_readonly', 'select', 'nexus_readonly', 'true', null),
        ('students_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR (id = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'students has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'subscription_requests') where permissive$$,
    $$values
        ('subscription_requests_app', 'all', 'nexus_app', 'true', 'true'),
        ('subscription_requests_readonly', 'select', 'nexus_readonly', 'true', null),
        ('subscription_requests_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'subscription_requests has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'subscriptions') where permissive$$,
    $$values
        ('subscriptions_app', 'all', 'nexus_app', 'true', 'true'),
        ('subscriptions_readonly', 'select', 'nexus_readonly', 'true', null),
        ('subscriptions_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR ("studentId" = ANY (ARRAY( SELECT nexus.actor_pupils() AS actor_pupils))))',
         null)
    $$,
    'subscriptions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'user_documents') where permissive$$,
    $$values
        ('user_documents_app', 'all', 'nexus_app', 'true', 'true'),
        ('user_documents_readonly', 'select', 'nexus_readonly', 'true', null),
        ('user_documents_select', 'select', 'nexus_user',
         'nexus.may_read_document("ownerId", "ownerRole", ( SELECT platform.actor_id() AS actor_id), ( SELECT nexus.actor_role() AS actor_role))',
         null)
    $$,
    'user_documents has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('nexus', 'users') where permissive$$,
    $$values
        ('users_app', 'all', 'nexus_app', 'true', 'true'),
        ('users_readonly', 'select', 'nexus_readonly', 'true', null),
        ('users_select', 'select', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ANY (ARRAY[''ADMIN''::nexus."UserRole", ''ASSISTANTE''::nexus."UserRole"])) OR (id = ANY (ARRAY( SELECT nexus.actor_people() AS actor_people))))',
         null),
        ('users_update', 'update', 'nexus_user',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR (id = ( SELECT platform.actor_id() AS actor_id)))',
         '((( SELECT nexus.actor_role() AS actor_role) = ''ADMIN''::nexus."UserRole") OR (id = ( SELECT platform.actor_id() AS actor_id)))')
    $$,
    'users has these policies'
);

select set_eq(
    $$select "table" from test.policies('nexus')$$,
    array[
        'nexus."CoachAvailability"', 'nexus."LegalPage"', 'nexus."LegalVersion"', 'nexus."SessionBooking"',
        'nexus."SessionNotification"', 'nexus."SessionReminder"', 'nexus.aria_conversations', 'nexus.aria_messages',
        'nexus.aria_requests', 'nexus.aria_usage', 'nexus.audit_logs', 'nexus.badges', 'nexus.bilans',
        'nexus.billing_policy', 'nexus.coach_profiles', 'nexus.credit_draws', 'nexus.credit_lots', 'nexus.credit_packs',
        'nexus.credit_requests', 'nexus.credit_transactions', 'nexus.credit_tx', 'nexus.credit_usage',
        'nexus.credit_wallets', 'nexus.cron_executions', 'nexus.generated_documents', 'nexus.ingest_chunks',
        'nexus.ingest_jobs', 'nexus.ingest_works', 'nexus.knowledge_assets', 'nexus.mail_logs', 'nexus.memories',
        'nexus.messages', 'nexus.notifications', 'nexus.offer_bindings', 'nexus.parent_profiles',
        'nexus.payment_orders', 'nexus.payment_records', 'nexus.payment_settings', 'nexus.payments',
        'nexus.pedagogical_contents', 'nexus.pricing', 'nexus.product_pricing', 'nexus.provider_events',
        'nexus.provider_secrets', 'nexus.session_history', 'nexus.sessions', 'nexus.student_badges',
        'nexus.student_profile_data', 'nexus.student_profiles', 'nexus.student_reports', 'nexus.students',
        'nexus.subscription_requests', 'nexus.subscriptions', 'nexus.user_documents', 'nexus.users'
    ],
    'nothing else of nexus has policies'
);

select is_empty(
    $$
        select p.polrelid::regclass, p.polname
        from pg_catalog.pg_policy as p
        join pg_catalog.pg_class as c on c.oid = p.polrelid
        where c.relnamespace = 'nexus'::regnamespace
          and (not p.polpermissive or obj_description(p.oid, 'pg_policy') is null)
    $$,
    'all of them are permissive and say in a sentence whom they serve'
);

select * from finish();
rollback;
