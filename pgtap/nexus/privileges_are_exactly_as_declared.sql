begin;
select plan(81);

-- Role × object × command. nexus_owner, and migrator through it, may do everything and are listed where they may not.
-- The server reads and writes what the application wrote, and reads what triggers and functions alone write; reports read
-- all but the password. What people are granted stands column by column where it is not the table; policies say which rows.
select results_eq(
    $$select * from test.privileges('nexus', 'schema')$$,
    $$values
        ('nexus_app', 'schema nexus', 'USAGE'),
        ('nexus_readonly', 'schema nexus', 'USAGE'),
        ('nexus_user', 'schema nexus', 'USAGE'),
        ('platform_owner', 'schema nexus', 'USAGE')
    $$,
    'in schema nexus these roles find what is theirs, and nobody else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'CoachAvailability')$$,
    $$values
        ('nexus_app', 'nexus."CoachAvailability"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."CoachAvailability"', 'SELECT'),
        ('nexus_user', 'nexus."CoachAvailability"', 'DELETE, SELECT'),
        ('nexus_user', 'nexus."CoachAvailability"."coachId"', 'INSERT'),
        ('nexus_user', 'nexus."CoachAvailability"."dayOfWeek"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."endTime"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."isAvailable"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."isRecurring"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."specificDate"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."startTime"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."validFrom"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus."CoachAvailability"."validUntil"', 'INSERT, UPDATE')
    $$,
    'with CoachAvailability these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'LegalPage')$$,
    $$values
        ('nexus_app', 'nexus."LegalPage"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."LegalPage"', 'SELECT'),
        ('nexus_user', 'nexus."LegalPage"', 'SELECT')
    $$,
    'with LegalPage these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'LegalVersion')$$,
    $$values
        ('nexus_app', 'nexus."LegalVersion"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."LegalVersion"', 'SELECT'),
        ('nexus_user', 'nexus."LegalVersion"', 'SELECT')
    $$,
    'with LegalVersion these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'SessionBooking')$$,
    $$values
        ('nexus_app', 'nexus."SessionBooking"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."SessionBooking"', 'SELECT'),
        ('nexus_user', 'nexus."SessionBooking"', 'SELECT')
    $$,
    'with SessionBooking these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'SessionNotification')$$,
    $$values
        ('nexus_app', 'nexus."SessionNotification"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."SessionNotification"', 'SELECT'),
        ('nexus_user', 'nexus."SessionNotification"', 'SELECT'),
        ('nexus_user', 'nexus."SessionNotification"."readAt"', 'UPDATE')
    $$,
    'with SessionNotification these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'SessionReminder')$$,
    $$values
        ('nexus_app', 'nexus."SessionReminder"', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus."SessionReminder"', 'SELECT'),
        ('nexus_user', 'nexus."SessionReminder"', 'SELECT')
    $$,
    'with SessionReminder these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'aria_conversations')$$,
    $$values
        ('nexus_app', 'nexus.aria_conversations', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.aria_conversations', 'SELECT'),
        ('nexus_user', 'nexus.aria_conversations', 'SELECT')
    $$,
    'with aria_conversations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'aria_messages')$$,
    $$values
        ('nexus_app', 'nexus.aria_messages', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.aria_messages', 'SELECT'),
        ('nexus_user', 'nexus.aria_messages', 'SELECT')
    $$,
    'with aria_messages these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'aria_usage')$$,
    $$values
        ('nexus_app', 'nexus.aria_usage', 'SELECT'),
        ('nexus_readonly', 'nexus.aria_usage', 'SELECT'),
        ('nexus_user', 'nexus.aria_usage', 'SELECT')
    $$,
    'with aria_usage these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'audit_logs')$$,
    $$values
        ('nexus_app', 'nexus.audit_logs', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.audit_logs', 'SELECT'),
        ('nexus_user', 'nexus.audit_logs', 'SELECT')
    $$,
    'with audit_logs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'badge_rules')$$,
    $$values
        ('nexus_app', 'nexus.badge_rules', 'SELECT'),
        ('nexus_readonly', 'nexus.badge_rules', 'SELECT'),
        ('nexus_user', 'nexus.badge_rules', 'SELECT')
    $$,
    'with badge_rules these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'badges')$$,
    $$values
        ('nexus_app', 'nexus.badges', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.badges', 'SELECT'),
        ('nexus_user', 'nexus.badges', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with badges these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'bilans')$$,
    $$values
        ('nexus_app', 'nexus.bilans', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.bilans', 'SELECT'),
        ('nexus_user', 'nexus.bilans', 'SELECT')
    $$,
    'with bilans these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'billing_policy')$$,
    $$values
        ('nexus_app', 'nexus.billing_policy', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.billing_policy', 'SELECT'),
        ('nexus_user', 'nexus.billing_policy', 'SELECT, UPDATE')
    $$,
    'with billing_policy these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'coach_profiles')$$,
    $$values
        ('nexus_app', 'nexus.coach_profiles', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.coach_profiles', 'SELECT'),
        ('nexus_user', 'nexus.coach_profiles', 'SELECT'),
        ('nexus_user', 'nexus.coach_profiles."availableInPerson"', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles."availableOnline"', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles.description', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles.expertise', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles.philosophy', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles.tag', 'UPDATE'),
        ('nexus_user', 'nexus.coach_profiles.title', 'UPDATE')
    $$,
    'with coach_profiles these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_draws')$$,
    $$values
        ('nexus_app', 'nexus.credit_draws', 'SELECT'),
        ('nexus_readonly', 'nexus.credit_draws', 'SELECT')
    $$,
    'with credit_draws these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_lots')$$,
    $$values
        ('nexus_app', 'nexus.credit_lots', 'SELECT'),
        ('nexus_readonly', 'nexus.credit_lots', 'SELECT'),
        ('nexus_user', 'nexus.credit_lots', 'SELECT')
    $$,
    'with credit_lots these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_packs')$$,
    $$values
        ('nexus_app', 'nexus.credit_packs', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.credit_packs', 'SELECT'),
        ('nexus_user', 'nexus.credit_packs', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with credit_packs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_requests')$$,
    $$values
        ('nexus_app', 'nexus.credit_requests', 'SELECT'),
        ('nexus_readonly', 'nexus.credit_requests', 'SELECT'),
        ('nexus_user', 'nexus.credit_requests', 'SELECT')
    $$,
    'with credit_requests these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_transactions')$$,
    $$values
        ('nexus_app', 'nexus.credit_transactions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.credit_transactions', 'SELECT'),
        ('nexus_user', 'nexus.credit_transactions', 'SELECT')
    $$,
    'with credit_transactions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_tx')$$,
    $$values
        ('nexus_app', 'nexus.credit_tx', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.credit_tx', 'SELECT'),
        ('nexus_user', 'nexus.credit_tx', 'SELECT')
    $$,
    'with credit_tx these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_usage')$$,
    $$values
        ('nexus_app', 'nexus.credit_usage', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.credit_usage', 'SELECT'),
        ('nexus_user', 'nexus.credit_usage', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with credit_usage these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'credit_wallets')$$,
    $$values
        ('nexus_app', 'nexus.credit_wallets', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.credit_wallets', 'SELECT'),
        ('nexus_user', 'nexus.credit_wallets', 'SELECT')
    $$,
    'with credit_wallets these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'cron_executions')$$,
    $$values
        ('nexus_app', 'nexus.cron_executions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.cron_executions', 'SELECT'),
        ('nexus_user', 'nexus.cron_executions', 'SELECT')
    $$,
    'with cron_executions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'errors')$$,
    $$values
        ('nexus_app', 'nexus.errors', 'SELECT'),
        ('nexus_readonly', 'nexus.errors', 'SELECT'),
        ('nexus_user', 'nexus.errors', 'SELECT')
    $$,
    'with errors these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'generated_documents')$$,
    $$values
        ('nexus_app', 'nexus.generated_documents', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.generated_documents', 'SELECT'),
        ('nexus_user', 'nexus.generated_documents', 'SELECT')
    $$,
    'with generated_documents these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'ingest_chunks')$$,
    $$values
        ('nexus_app', 'nexus.ingest_chunks', 'SELECT'),
        ('nexus_readonly', 'nexus.ingest_chunks', 'SELECT')
    $$,
    'with ingest_chunks these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'ingest_jobs')$$,
    $$values
        ('nexus_app', 'nexus.ingest_jobs', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.ingest_jobs', 'SELECT'),
        ('nexus_user', 'nexus.ingest_jobs', 'SELECT')
    $$,
    'with ingest_jobs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'ingest_works')$$,
    $$values
        ('nexus_app', 'nexus.ingest_works', 'SELECT'),
        ('nexus_readonly', 'nexus.ingest_works', 'SELECT')
    $$,
    'with ingest_works these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'knowledge_assets')$$,
    $$values
        ('nexus_app', 'nexus.knowledge_assets', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.knowledge_assets', 'SELECT'),
        ('nexus_user', 'nexus.knowledge_assets', 'SELECT')
    $$,
    'with knowledge_assets these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'mail_logs')$$,
    $$values
        ('nexus_app', 'nexus.mail_logs', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.mail_logs', 'SELECT'),
        ('nexus_user', 'nexus.mail_logs', 'SELECT')
    $$,
    'with mail_logs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'memories')$$,
    $$values
        ('nexus_app', 'nexus.memories', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.memories', 'SELECT'),
        ('nexus_user', 'nexus.memories', 'SELECT')
    $$,
    'with memories these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'messages')$$,
    $$values
        ('nexus_app', 'nexus.messages', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.messages', 'SELECT'),
        ('nexus_user', 'nexus.messages', 'SELECT'),
        ('nexus_user', 'nexus.messages."fileName"', 'INSERT'),
        ('nexus_user', 'nexus.messages."fileUrl"', 'INSERT'),
        ('nexus_user', 'nexus.messages."readAt"', 'UPDATE'),
        ('nexus_user', 'nexus.messages."receiverId"', 'INSERT'),
        ('nexus_user', 'nexus.messages."senderId"', 'INSERT'),
        ('nexus_user', 'nexus.messages.content', 'INSERT')
    $$,
    'with messages these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'notifications')$$,
    $$values
        ('nexus_app', 'nexus.notifications', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.notifications', 'SELECT'),
        ('nexus_user', 'nexus.notifications', 'SELECT'),
        ('nexus_user', 'nexus.notifications.read', 'UPDATE')
    $$,
    'with notifications these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'offer_bindings')$$,
    $$values
        ('nexus_app', 'nexus.offer_bindings', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.offer_bindings', 'SELECT'),
        ('nexus_user', 'nexus.offer_bindings', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with offer_bindings these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'parent_profiles')$$,
    $$values
        ('nexus_app', 'nexus.parent_profiles', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.parent_profiles', 'SELECT'),
        ('nexus_user', 'nexus.parent_profiles', 'SELECT'),
        ('nexus_user', 'nexus.parent_profiles.address', 'UPDATE'),
        ('nexus_user', 'nexus.parent_profiles.city', 'UPDATE'),
        ('nexus_user', 'nexus.parent_profiles.country', 'UPDATE')
    $$,
    'with parent_profiles these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'payment_orders')$$,
    $$values
        ('nexus_app', 'nexus.payment_orders', 'SELECT'),
        ('nexus_readonly', 'nexus.payment_orders', 'SELECT')
    $$,
    'with payment_orders these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'payment_records')$$,
    $$values
        ('nexus_app', 'nexus.payment_records', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.payment_records', 'SELECT'),
        ('nexus_user', 'nexus.payment_records', 'SELECT')
    $$,
    'with payment_records these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'payment_settings')$$,
    $$values
        ('nexus_app', 'nexus.payment_settings', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.payment_settings', 'SELECT'),
        ('nexus_user', 'nexus.payment_settings', 'SELECT, UPDATE')
    $$,
    'with payment_settings these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'payments')$$,
    $$values
        ('nexus_app', 'nexus.payments', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.payments', 'SELECT'),
        ('nexus_user', 'nexus.payments', 'SELECT')
    $$,
    'with payments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'pedagogical_contents')$$,
    $$values
        ('nexus_app', 'nexus.pedagogical_contents', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.pedagogical_contents', 'SELECT'),
        ('nexus_user', 'nexus.pedagogical_contents', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with pedagogical_contents these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'plans')$$,
    $$values
        ('nexus_app', 'nexus.plans', 'SELECT'),
        ('nexus_readonly', 'nexus.plans', 'SELECT'),
        ('nexus_user', 'nexus.plans', 'SELECT')
    $$,
    'with plans these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'pricing')$$,
    $$values
        ('nexus_app', 'nexus.pricing', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.pricing', 'SELECT'),
        ('nexus_user', 'nexus.pricing', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with pricing these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'product_pricing')$$,
    $$values
        ('nexus_app', 'nexus.product_pricing', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.product_pricing', 'SELECT'),
        ('nexus_user', 'nexus.product_pricing', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with product_pricing these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'provider_events')$$,
    $$values
        ('nexus_app', 'nexus.provider_events', 'SELECT'),
        ('nexus_readonly', 'nexus.provider_events', 'SELECT')
    $$,
    'with provider_events these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'provider_words')$$,
    $$values
        ('nexus_app', 'nexus.provider_words', 'SELECT'),
        ('nexus_readonly', 'nexus.provider_words', 'SELECT')
    $$,
    'with provider_words these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'session_costs')$$,
    $$values
        ('nexus_app', 'nexus.session_costs', 'SELECT'),
        ('nexus_readonly', 'nexus.session_costs', 'SELECT'),
        ('nexus_user', 'nexus.session_costs', 'SELECT')
    $$,
    'with session_costs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'session_history')$$,
    $$values
        ('nexus_app', 'nexus.session_history', 'SELECT'),
        ('nexus_readonly', 'nexus.session_history', 'SELECT'),
        ('nexus_user', 'nexus.session_history', 'SELECT')
    $$,
    'with session_history these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'session_transitions')$$,
    $$values
        ('nexus_app', 'nexus.session_transitions', 'SELECT'),
        ('nexus_readonly', 'nexus.session_transitions', 'SELECT'),
        ('nexus_user', 'nexus.session_transitions', 'SELECT')
    $$,
    'with session_transitions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'sessions')$$,
    $$values
        ('nexus_app', 'nexus.sessions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.sessions', 'SELECT'),
        ('nexus_user', 'nexus.sessions', 'SELECT')
    $$,
    'with sessions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'student_badges')$$,
    $$values
        ('nexus_app', 'nexus.student_badges', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.student_badges', 'SELECT'),
        ('nexus_user', 'nexus.student_badges', 'SELECT')
    $$,
    'with student_badges these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'student_profile_data')$$,
    $$values
        ('nexus_app', 'nexus.student_profile_data', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.student_profile_data', 'SELECT'),
        ('nexus_user', 'nexus.student_profile_data', 'SELECT')
    $$,
    'with student_profile_data these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'student_profiles')$$,
    $$values
        ('nexus_app', 'nexus.student_profiles', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.student_profiles', 'SELECT'),
        ('nexus_user', 'nexus.student_profiles', 'SELECT'),
        ('nexus_user', 'nexus.student_profiles."birthDate"', 'UPDATE'),
        ('nexus_user', 'nexus.student_profiles.grade', 'UPDATE'),
        ('nexus_user', 'nexus.student_profiles.school', 'UPDATE')
    $$,
    'with student_profiles these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'student_reports')$$,
    $$values
        ('nexus_app', 'nexus.student_reports', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.student_reports', 'SELECT'),
        ('nexus_user', 'nexus.student_reports', 'SELECT'),
        ('nexus_user', 'nexus.student_reports."averageGrade"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports."coachId"', 'INSERT'),
        ('nexus_user', 'nexus.student_reports."progressNotes"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports."sessionsCount"', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports."studentId"', 'INSERT'),
        ('nexus_user', 'nexus.student_reports.content', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports.period', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports.recommendations', 'INSERT, UPDATE'),
        ('nexus_user', 'nexus.student_reports.title', 'INSERT, UPDATE')
    $$,
    'with student_reports these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'students')$$,
    $$values
        ('nexus_app', 'nexus.students', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.students', 'SELECT'),
        ('nexus_user', 'nexus.students', 'SELECT')
    $$,
    'with students these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'subscription_requests')$$,
    $$values
        ('nexus_app', 'nexus.subscription_requests', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.subscription_requests', 'SELECT'),
        ('nexus_user', 'nexus.subscription_requests', 'SELECT')
    $$,
    'with subscription_requests these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'subscriptions')$$,
    $$values
        ('nexus_app', 'nexus.subscriptions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.subscriptions', 'SELECT'),
        ('nexus_user', 'nexus.subscriptions', 'SELECT')
    $$,
    'with subscriptions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'transitions')$$,
    $$values
        ('nexus_app', 'nexus.transitions', 'SELECT'),
        ('nexus_readonly', 'nexus.transitions', 'SELECT'),
        ('nexus_user', 'nexus.transitions', 'SELECT')
    $$,
    'with transitions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'user_documents')$$,
    $$values
        ('nexus_app', 'nexus.user_documents', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.user_documents', 'SELECT'),
        ('nexus_user', 'nexus.user_documents', 'SELECT')
    $$,
    'with user_documents these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('nexus', 'table', 'users')$$,
    $$values
        ('nexus_app', 'nexus.users', 'DELETE, INSERT, SELECT, UPDATE'),
        ('nexus_readonly', 'nexus.users."createdAt"', 'SELECT'),
        ('nexus_readonly', 'nexus.users."firstName"', 'SELECT'),
        ('nexus_readonly', 'nexus.users."lastName"', 'SELECT'),
        ('nexus_readonly', 'nexus.users."updatedAt"', 'SELECT'),
        ('nexus_readonly', 'nexus.users.email', 'SELECT'),
        ('nexus_readonly', 'nexus.users.id', 'SELECT'),
        ('nexus_readonly', 'nexus.users.phone', 'SELECT'),
        ('nexus_readonly', 'nexus.users.role', 'SELECT'),
        ('nexus_user', 'nexus.users."createdAt"', 'SELECT'),
        ('nexus_user', 'nexus.users."firstName"', 'SELECT, UPDATE'),
        ('nexus_user', 'nexus.users."lastName"', 'SELECT, UPDATE'),
        ('nexus_user', 'nexus.users."updatedAt"', 'SELECT'),
        ('nexus_user', 'nexus.users.email', 'SELECT'),
        ('nexus_user', 'nexus.users.id', 'SELECT'),
        ('nexus_user', 'nexus.users.phone', 'SELECT, UPDATE'),
        ('nexus_user', 'nexus.users.role', 'SELECT')
    $$,
    'with users these roles may do this, and nobody anything else'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'aria_requests')$$,
    'with aria_requests nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'provider_secrets')$$,
    'with provider_secrets nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'LegalPage_id_seq')$$,
    'with LegalPage_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'LegalVersion_id_seq')$$,
    'with LegalVersion_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'audit_logs_id_seq')$$,
    'with audit_logs_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'credit_lots_id_seq')$$,
    'with credit_lots_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'credit_packs_id_seq')$$,
    'with credit_packs_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'credit_tx_id_seq')$$,
    'with credit_tx_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'credit_wallets_id_seq')$$,
    'with credit_wallets_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'payment_records_id_seq')$$,
    'with payment_records_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'pricing_id_seq')$$,
    'with pricing_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'provider_events_id_seq')$$,
    'with provider_events_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'provider_secrets_id_seq')$$,
    'with provider_secrets_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('nexus', 'table', 'session_history_id_seq')$$,
    'with session_history_id_seq nobody but its owner may do anything'
);

-- The owner is not named: it calls all of them.
-- What people and the server call asks who the actor is; what the scheduler of the server calls is nexus_app's alone; what
-- constraints and defaults call on behalf of whoever writes, reports may call, too.
select results_eq(
    $$select * from test.callers('nexus', '^a')$$,
    $$values
        ('nexus.actor_coach()', 'nexus_user'),
        ('nexus.actor_correspondents()', 'nexus_user'),
        ('nexus.actor_people()', 'nexus_user'),
        ('nexus.actor_pupils()', 'nexus_user'),
        ('nexus.actor_role()', 'nexus_user'),
        ('nexus.actor_taught()', 'nexus_user'),
        ('nexus.add_credits(text,text,numeric,text,timestamp with time zone,text)', null),
        ('nexus.add_provider_secret(text,bytea,boolean)', null),
        ('nexus.advance_ingestion(nexus.ingest_works,integer,text,integer)', null),
        ('nexus.allocate_month(text,date)', null),
        ('nexus.allocate_monthly_credits(date)', 'nexus_app'),
        ('nexus.answer_credit_request(nexus.credit_requests,text)', null),
        ('nexus.approve_credit_request(text)', 'nexus_app, nexus_user'),
        ('nexus.aria_admit(inet)', 'nexus_app'),
        ('nexus.aria_answer(text,text)', 'nexus_app'),
        ('nexus.aria_ask(text,nexus."Subject",text,text)', 'nexus_app, nexus_user'),
        ('nexus.aria_daily_limit()', null),
        ('nexus.aria_is_unlimited(text,nexus."Subject",timestamp with time zone)', null),
        ('nexus.aria_judge(text,boolean)', 'nexus_app, nexus_user'),
        ('nexus.aria_messages_count_question()', null),
        ('nexus.aria_minute_limit()', null),
        ('nexus.aria_recall(text,extensions.vector,integer,nexus."MemoryKind"[],double precision,interval,text)',
         'nexus_app'),
        ('nexus.aria_remember(text,nexus."MemoryKind",text,extensions.vector,jsonb,text)', 'nexus_app'),
        ('nexus.available_slots(text,date,date,integer,integer,timestamp with time zone,text)',
         'nexus_app, nexus_user'),
        ('nexus.award_badges(text)', null),
        ('nexus.award_bilan()', null),
        ('nexus.award_lessons()', null),
        ('nexus.award_report()', null)
    $$,
    'these roles call the functions that begin with a'
);

select results_eq(
    $$select * from test.callers('nexus', '^[b-h]')$$,
    $$values
        ('nexus.begin_run(text,text)', null),
        ('nexus.begin_subscription(text,timestamp with time zone)', null),
        ('nexus.bilans_derive_status()', null),
        ('nexus.bilans_have_a_file()', null),
        ('nexus.bilans_keep_what_was_reported()', null),
        ('nexus.bilans_refuse_unsent()', null),
        ('nexus.book_session(text,text,nexus."Subject",text,date,text,text,nexus."SessionType",nexus."SessionModality",text,text,text,text)',
         'nexus_app, nexus_user'),
        ('nexus.cancel_reservation(integer)', 'nexus_app, nexus_user'),
        ('nexus.cancel_session(text,text)', 'nexus_app, nexus_user'),
        ('nexus.cancel_subscription(text)', 'nexus_app, nexus_user'),
        ('nexus.chunks_to_embed(bigint,integer)', 'nexus_app'),
        ('nexus.claim_ingestion(text,interval)', 'nexus_app'),
        ('nexus.complete_session(text,text)', 'nexus_app, nexus_user'),
        ('nexus.confirm_reservation(integer)', 'nexus_app, nexus_user'),
        ('nexus.confirm_session(text)', 'nexus_app, nexus_user'),
        ('nexus.correct_wallet_entry(integer,text)', 'nexus_app, nexus_user'),
        ('nexus.credit_effect(text,numeric)', 'nexus_app, nexus_readonly, nexus_user'),
        ('nexus.credit_expiry(timestamp with time zone,text)', null),
        ('nexus.credit_pack(text,integer,text,text)', null),
        ('nexus.credit_wallet(text,integer,text,text,text,integer)', null),
        ('nexus.debit_wallet(text,integer,text,text,text)', null),
        ('nexus.decide_subscription_request(text,boolean,text)', 'nexus_app, nexus_user'),
        ('nexus.end_run(text,text,jsonb)', null),
        ('nexus.enter_credits()', null),
        ('nexus.enter_session()', null),
        ('nexus.enter_wallet()', null),
        ('nexus.expire_credits()', 'nexus_app'),
        ('nexus.expire_subscriptions(timestamp with time zone)', 'nexus_app'),
        ('nexus.fail_ingestion(bigint,integer,text,boolean)', 'nexus_app'),
        ('nexus.fulfil_payment(text,text)', null),
        ('nexus.generate_bilan(text,text,bytea,text,text)', 'nexus_app'),
        ('nexus.give_badges(text,jsonb)', null)
    $$,
    'these roles call the functions that begin with b to h'
);

select results_eq(
    $$select * from test.callers('nexus', '^[i-o]')$$,
    $$values
        ('nexus."knowledge_assets_set_contentHash"()', null),
        ('nexus."memories_set_contentHash"()', null),
        ('nexus.index_ingestion(bigint,integer)', 'nexus_app'),
        ('nexus.is_actor(text,text)', 'platform_owner'),
        ('nexus.is_list_of_subjects(text)', 'nexus_app, nexus_user'),
        ('nexus.keep_balance()', null),
        ('nexus.keep_credit_entries()', null),
        ('nexus.keep_credit_journal()', null),
        ('nexus.keep_credit_request()', null),
        ('nexus.keep_credits()', null),
        ('nexus.keep_session()', null),
        ('nexus.keep_session_paid()', null),
        ('nexus.keep_to_transitions()', null),
        ('nexus.keep_wallet_journal()', null),
        ('nexus.keep_whole()', null),
        ('nexus.knowledge_assets_set_words()', null),
        ('nexus.lessons_of(text)', null),
        ('nexus.lock_coach_day(text,date)', null),
        ('nexus.lock_credits(text)', null),
        ('nexus.lock_offers()', null),
        ('nexus.lock_reference(text,text)', null),
        ('nexus.lock_subscriptions(text)', null),
        ('nexus.lock_wallet(integer)', null),
        ('nexus.log_bilan_mail(text,text,text[],text,text,text)', 'nexus_app'),
        ('nexus.mail_logs_note_sending()', null),
        ('nexus.mail_logs_refuse_change()', null),
        ('nexus.mail_logs_want_a_report()', null),
        ('nexus.may_read_document(text,text,text,nexus."UserRole")', 'nexus_user'),
        ('nexus.minute_of_day(text)', 'nexus_app, nexus_readonly, nexus_user'),
        ('nexus.move_credits()', null),
        ('nexus.move_wallet()', null),
        ('nexus.name_payment(text,text,text)', 'nexus_app'),
        ('nexus.no_show_session(text)', 'nexus_app, nexus_user'),
        ('nexus.offers(text,date,date,text)', null),
        ('nexus.offers_on(text,date,text)', null)
    $$,
    'these roles call the functions that begin with i to o'
);

select results_eq(
    $$select * from test.callers('nexus', '^[p-r]')$$,
    $$values
        ('nexus.paid_booking(text)', null),
        ('nexus.pay_pack(text,integer,text,text)', 'nexus_app, nexus_user'),
        ('nexus.pay_subscription(text,text,text)', 'nexus_app, nexus_user'),
        ('nexus.payment_orders_match_price()', null),
        ('nexus.payment_records_keep_terms()', null),
        ('nexus.payment_records_match_pack()', null),
        ('nexus.payment_records_note_credits()', null),
        ('nexus.payment_records_refuse_uncredited()', null),
        ('nexus.payments_keep_terms()', null),
        ('nexus.payments_refuse_unfulfilled()', null),
        ('nexus.price_of(text,text)', null),
        ('nexus.purge_notifications(interval)', 'nexus_app, nexus_user'),
        ('nexus.receive_provider_event(text,bytea,text)', 'nexus_app'),
        ('nexus.refund_credits(text,text)', null),
        ('nexus.refund_lots(nexus.credit_transactions)', null),
        ('nexus.refund_payment(text)', 'nexus_app, nexus_user'),
        ('nexus.reject_credit_request(text,text)', 'nexus_app, nexus_user'),
        ('nexus.remind_of_expiring_credits()', 'nexus_app'),
        ('nexus.remind_of_session(nexus."SessionBooking")', null),
        ('nexus.request_credits(text,numeric,text)', 'nexus_app, nexus_user'),
        ('nexus.request_subscription(text,text,text,text)', 'nexus_app, nexus_user'),
        ('nexus.require_bilan(text,text[])', null),
        ('nexus.require_credits(numeric)', null),
        ('nexus.require_ingestion(bigint,text[])', null),
        ('nexus.require_pupil(text)', null),
        ('nexus.require_role(nexus."UserRole"[])', null),
        ('nexus.reschedule_session(text,date,text,text,text)', 'nexus_app, nexus_user'),
        ('nexus.reserve_pack(text,integer,text,text)', 'nexus_app, nexus_user'),
        ('nexus.restore_legal_page(text,integer)', 'nexus_app, nexus_user'),
        ('nexus.retry_ingestion(text)', 'nexus_app, nexus_user')
    $$,
    'these roles call the functions that begin with p to r'
);

select results_eq(
    $$select * from test.callers('nexus', '^[^a-r]')$$,
    $$values
        ('nexus."LegalPage_count_and_hash"()', null),
        ('nexus."LegalPage_write_version"()', null),
        ('nexus."LegalVersion_refuse_change"()', null),
        ('nexus.save_embeddings(bigint,integer,integer[],extensions.vector[],text,interval)', 'nexus_app'),
        ('nexus.save_ingested_chunks(bigint,integer,jsonb)', 'nexus_app'),
        ('nexus.save_ingested_text(bigint,integer,text)', 'nexus_app'),
        ('nexus.save_legal_page(text,integer,text,text,text,jsonb,text)', 'nexus_app, nexus_user'),
        ('nexus.score_bilan(text,jsonb,jsonb,jsonb,jsonb,jsonb)', 'nexus_app'),
        ('nexus.scores_add_up(jsonb)', 'nexus_app, nexus_user'),
        ('nexus.search_knowledge(text,extensions.vector,integer,text,text,double precision,double precision,integer,double precision,text)',
         'nexus_app, nexus_user'),
        ('nexus.service_of(nexus."SessionType",nexus."SessionModality")', null),
        ('nexus.session_hours_refuse(timestamp with time zone,text,text,timestamp with time zone,text)', null),
        ('nexus.session_notice(nexus."SessionType")', null),
        ('nexus.settle_event(bigint)', null),
        ('nexus.settle_reservation(nexus.payment_records)', null),
        ('nexus.settle_waiting_events(text,text)', null),
        ('nexus.slot(timestamp with time zone,text,text,text)', 'nexus_app, nexus_readonly, nexus_user'),
        ('nexus.spend_credits(text,numeric,text,text)', null),
        ('nexus.spend_wallet(text,text,integer)', 'nexus_app, nexus_user'),
        ('nexus.start_session(text)', 'nexus_app, nexus_user'),
        ('nexus.submit_bilan(text,jsonb,jsonb,nexus."Subject",text,text)', 'nexus_app, nexus_user'),
        ('nexus.subscriptions_keep_terms()', null),
        ('nexus.subscriptions_move_guarantee()', null),
        ('nexus.take_credit_request(text)', null),
        ('nexus.take_session(text,nexus."SessionStatus",date)', null),
        ('nexus.tell_role(nexus."UserRole",text,text,text,jsonb)', null),
        ('nexus.tell_session(nexus."SessionBooking",nexus."NotificationType",text,boolean)', null),
        ('nexus.text_configuration(text,jsonb)', 'nexus_app'),
        ('nexus.time_zone()', 'nexus_app, nexus_readonly, nexus_user'),
        ('nexus.upload_document(text,text,bigint,text,text,text,text)', 'nexus_app, nexus_user'),
        ('nexus.validate_payment(text,boolean)', 'nexus_app, nexus_user'),
        ('nexus.withdraw_bilan(text)', 'nexus_app, nexus_user'),
        ('nexus.words_query(regconfig,text,boolean)', null),
        ('nexus.write_offers_in_turn()', null),
        ('nexus.write_session_history()', null),
        ('nexus.write_wallet(text,bigint,text,text,text,integer)', null)
    $$,
    'and these the other functions'
);

-- A column stands for its table.
select set_eq(
    $$select substring(object from '^[^.]+\.[^.]+') from test.privileges('nexus', 'table')$$,
    array[
        'nexus."CoachAvailability"', 'nexus."LegalPage"', 'nexus."LegalVersion"', 'nexus."SessionBooking"',
        'nexus."SessionNotification"', 'nexus."SessionReminder"', 'nexus.aria_conversations', 'nexus.aria_messages',
        'nexus.aria_usage', 'nexus.audit_logs', 'nexus.badge_rules', 'nexus.badges', 'nexus.bilans',
        'nexus.billing_policy', 'nexus.coach_profiles', 'nexus.credit_draws', 'nexus.credit_lots', 'nexus.credit_packs',
        'nexus.credit_requests', 'nexus.credit_transactions', 'nexus.credit_tx', 'nexus.credit_usage',
        'nexus.credit_wallets', 'nexus.cron_executions', 'nexus.errors', 'nexus.generated_documents',
        'nexus.ingest_chunks', 'nexus.ingest_jobs', 'nexus.ingest_works', 'nexus.knowledge_assets', 'nexus.mail_logs',
        'nexus.memories', 'nexus.messages', 'nexus.notifications', 'nexus.offer_bindings', 'nexus.parent_profiles',
        'nexus.payment_orders', 'nexus.payment_records', 'nexus.payment_settings', 'nexus.payments',
        'nexus.pedagogical_contents', 'nexus.plans', 'nexus.pricing', 'nexus.product_pricing', 'nexus.provider_events',
        'nexus.provider_words', 'nexus.session_costs', 'nexus.session_history', 'nexus.session_transitions',
        'nexus.sessions', 'nexus.student_badges', 'nexus.student_profile_data', 'nexus.student_profiles',
        'nexus.student_reports', 'nexus.students', 'nexus.subscription_requests', 'nexus.subscriptions',
        'nexus.transitions', 'nexus.user_documents', 'nexus.users'
    ],
    'with no other table, view or sequence of nexus may anybody do anything'
);

select * from finish();
rollback;
