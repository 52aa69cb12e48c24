-- depends: nexus-0090-declare-actors
--
-- The application's server reads and writes every table, as it always did: its client knows nothing of functions. What
-- it must not do is held by constraints and triggers. It does not empty tables, make triggers or refer to them.
--
-- Reports read everything but what proves who somebody is: of users every column save the password.
--
-- People (nexus_user) see the schema and no table of it: row security comes before any grant. What constraints and
-- defaults compute, they compute on behalf of whoever writes; so the three roles may execute these functions.
--
-- Identity columns need no privilege on their sequences.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

grant usage on schema nexus to nexus_app, nexus_user, nexus_readonly;

grant execute on function
    nexus.time_zone(), nexus.minute_of_day(text), nexus.slot(timestamptz, text, text, text)
    to nexus_app, nexus_user, nexus_readonly;

grant select, insert, update, delete on
    nexus.users,
    nexus.parent_profiles,
    nexus.student_profiles,
    nexus.students,
    nexus.coach_profiles,
    nexus.subscription_requests,
    nexus.sessions,
    nexus.subscriptions,
    nexus.student_badges,
    nexus."SessionNotification",
    nexus."SessionReminder",
    nexus."SessionBooking",
    nexus.badges,
    nexus.payments,
    nexus.credit_packs,
    nexus."CoachAvailability",
    nexus.credit_transactions,
    nexus.aria_conversations,
    nexus.credit_wallets,
    nexus.credit_tx,
    nexus.memories,
    nexus.payment_records,
    nexus.aria_messages,
    nexus.bilans,
    nexus.pedagogical_contents,
    nexus.student_profile_data,
    nexus.ingest_jobs,
    nexus.user_documents,
    nexus.student_reports,
    nexus.generated_documents,
    nexus.knowledge_assets,
    nexus.mail_logs,
    nexus.messages,
    nexus.pricing,
    nexus.notifications,
    nexus.product_pricing,
    nexus.payment_settings,
    nexus.billing_policy,
    nexus.offer_bindings,
    nexus.credit_usage,
    nexus."LegalVersion",
    nexus.audit_logs,
    nexus.cron_executions,
    nexus."LegalPage"
    to nexus_app;

grant select on
    nexus.parent_profiles,
    nexus.student_profiles,
    nexus.students,
    nexus.coach_profiles,
    nexus.subscription_requests,
    nexus.sessions,
    nexus.subscriptions,
    nexus.student_badges,
    nexus."SessionNotification",
    nexus."SessionReminder",
    nexus."SessionBooking",
    nexus.badges,
    nexus.payments,
    nexus.credit_packs,
    nexus."CoachAvailability",
    nexus.credit_transactions,
    nexus.aria_conversations,
    nexus.credit_wallets,
    nexus.credit_tx,
    nexus.memories,
    nexus.payment_records,
    nexus.aria_messages,
    nexus.bilans,
    nexus.pedagogical_contents,
    nexus.student_profile_data,
    nexus.ingest_jobs,
    nexus.user_documents,
    nexus.student_reports,
    nexus.generated_documents,
    nexus.knowledge_assets,
    nexus.mail_logs,
    nexus.messages,
    nexus.pricing,
    nexus.notifications,
    nexus.product_pricing,
    nexus.payment_settings,
    nexus.billing_policy,
    nexus.offer_bindings,
    nexus.credit_usage,
    nexus."LegalVersion",
    nexus.audit_logs,
    nexus.cron_executions,
    nexus."LegalPage"
    to nexus_readonly;

grant select (id, email, role, "firstName", "lastName", phone, "createdAt", "updatedAt") on nexus.users to nexus_readonly;
