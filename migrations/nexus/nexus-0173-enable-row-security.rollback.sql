set local role nexus_owner;

drop policy "CoachAvailability_readonly" on nexus."CoachAvailability";
drop policy "CoachAvailability_app" on nexus."CoachAvailability";
alter table nexus."CoachAvailability" disable row level security;

drop policy "LegalPage_readonly" on nexus."LegalPage";
drop policy "LegalPage_app" on nexus."LegalPage";
alter table nexus."LegalPage" disable row level security;

drop policy "LegalVersion_readonly" on nexus."LegalVersion";
drop policy "LegalVersion_app" on nexus."LegalVersion";
alter table nexus."LegalVersion" disable row level security;

drop policy "SessionBooking_readonly" on nexus."SessionBooking";
drop policy "SessionBooking_app" on nexus."SessionBooking";
alter table nexus."SessionBooking" disable row level security;

drop policy "SessionNotification_readonly" on nexus."SessionNotification";
drop policy "SessionNotification_app" on nexus."SessionNotification";
alter table nexus."SessionNotification" disable row level security;

drop policy "SessionReminder_readonly" on nexus."SessionReminder";
drop policy "SessionReminder_app" on nexus."SessionReminder";
alter table nexus."SessionReminder" disable row level security;

drop policy aria_conversations_readonly on nexus.aria_conversations;
drop policy aria_conversations_app on nexus.aria_conversations;
alter table nexus.aria_conversations disable row level security;

drop policy aria_messages_readonly on nexus.aria_messages;
drop policy aria_messages_app on nexus.aria_messages;
alter table nexus.aria_messages disable row level security;

drop policy aria_usage_readonly on nexus.aria_usage;
drop policy aria_usage_app on nexus.aria_usage;
alter table nexus.aria_usage disable row level security;

drop policy audit_logs_readonly on nexus.audit_logs;
drop policy audit_logs_app on nexus.audit_logs;
alter table nexus.audit_logs disable row level security;

drop policy badges_readonly on nexus.badges;
drop policy badges_app on nexus.badges;
alter table nexus.badges disable row level security;

drop policy bilans_readonly on nexus.bilans;
drop policy bilans_app on nexus.bilans;
alter table nexus.bilans disable row level security;

drop policy billing_policy_readonly on nexus.billing_policy;
drop policy billing_policy_app on nexus.billing_policy;
alter table nexus.billing_policy disable row level security;

drop policy coach_profiles_readonly on nexus.coach_profiles;
drop policy coach_profiles_app on nexus.coach_profiles;
alter table nexus.coach_profiles disable row level security;

drop policy credit_draws_readonly on nexus.credit_draws;
drop policy credit_draws_app on nexus.credit_draws;
alter table nexus.credit_draws disable row level security;

drop policy credit_lots_readonly on nexus.credit_lots;
drop policy credit_lots_app on nexus.credit_lots;
alter table nexus.credit_lots disable row level security;

drop policy credit_packs_readonly on nexus.credit_packs;
drop policy credit_packs_app on nexus.credit_packs;
alter table nexus.credit_packs disable row level security;

drop policy credit_requests_readonly on nexus.credit_requests;
drop policy credit_requests_app on nexus.credit_requests;
alter table nexus.credit_requests disable row level security;

drop policy credit_transactions_readonly on nexus.credit_transactions;
drop policy credit_transactions_app on nexus.credit_transactions;
alter table nexus.credit_transactions disable row level security;

drop policy credit_tx_readonly on nexus.credit_tx;
drop policy credit_tx_app on nexus.credit_tx;
alter table nexus.credit_tx disable row level security;

drop policy credit_usage_readonly on nexus.credit_usage;
drop policy credit_usage_app on nexus.credit_usage;
alter table nexus.credit_usage disable row level security;

drop policy credit_wallets_readonly on nexus.credit_wallets;
drop policy credit_wallets_app on nexus.credit_wallets;
alter table nexus.credit_wallets disable row level security;

drop policy cron_executions_readonly on nexus.cron_executions;
drop policy cron_executions_app on nexus.cron_executions;
alter table nexus.cron_executions disable row level security;

drop policy generated_documents_readonly on nexus.generated_documents;
drop policy generated_documents_app on nexus.generated_documents;
alter table nexus.generated_documents disable row level security;

drop policy ingest_jobs_readonly on nexus.ingest_jobs;
drop policy ingest_jobs_app on nexus.ingest_jobs;
alter table nexus.ingest_jobs disable row level security;

drop policy knowledge_assets_readonly on nexus.knowledge_assets;
drop policy knowledge_assets_app on nexus.knowledge_assets;
alter table nexus.knowledge_assets disable row level security;

drop policy mail_logs_readonly on nexus.mail_logs;
drop policy mail_logs_app on nexus.mail_logs;
alter table nexus.mail_logs disable row level security;

drop policy memories_readonly on nexus.memories;
drop policy memories_app on nexus.memories;
alter table nexus.memories disable row level security;

drop policy messages_readonly on nexus.messages;
drop policy messages_app on nexus.messages;
alter table nexus.messages disable row level security;

drop policy notifications_readonly on nexus.notifications;
drop policy notifications_app on nexus.notifications;
alter table nexus.notifications disable row level security;

drop policy offer_bindings_readonly on nexus.offer_bindings;
drop policy offer_bindings_app on nexus.offer_bindings;
alter table nexus.offer_bindings disable row level security;

drop policy parent_profiles_readonly on nexus.parent_profiles;
drop policy parent_profiles_app on nexus.parent_profiles;
alter table nexus.parent_profiles disable row level security;

drop policy payment_orders_readonly on nexus.payment_orders;
drop policy payment_orders_app on nexus.payment_orders;
alter table nexus.payment_orders disable row level security;

drop policy payment_records_readonly on nexus.payment_records;
drop policy payment_records_app on nexus.payment_records;
alter table nexus.payment_records disable row level security;

drop policy payment_settings_readonly on nexus.payment_settings;
drop policy payment_settings_app on nexus.payment_settings;
alter table nexus.payment_settings disable row level security;

drop policy payments_readonly on nexus.payments;
drop policy payments_app on nexus.payments;
alter table nexus.payments disable row level security;

drop policy pedagogical_contents_readonly on nexus.pedagogical_contents;
drop policy pedagogical_contents_app on nexus.pedagogical_contents;
alter table nexus.pedagogical_contents disable row level security;

drop policy pricing_readonly on nexus.pricing;
drop policy pricing_app on nexus.pricing;
alter table nexus.pricing disable row level security;

drop policy product_pricing_readonly on nexus.product_pricing;
drop policy product_pricing_app on nexus.product_pricing;
alter table nexus.product_pricing disable row level security;

drop policy provider_events_readonly on nexus.provider_events;
drop policy provider_events_app on nexus.provider_events;
alter table nexus.provider_events disable row level security;

drop policy provider_secrets_readonly on nexus.provider_secrets;
drop policy provider_secrets_app on nexus.provider_secrets;
alter table nexus.provider_secrets disable row level security;

drop policy session_history_readonly on nexus.session_history;
drop policy session_history_app on nexus.session_history;
alter table nexus.session_history disable row level security;

drop policy sessions_readonly on nexus.sessions;
drop policy sessions_app on nexus.sessions;
alter table nexus.sessions disable row level security;

drop policy student_badges_readonly on nexus.student_badges;
drop policy student_badges_app on nexus.student_badges;
alter table nexus.student_badges disable row level security;

drop policy student_profile_data_readonly on nexus.student_profile_data;
drop policy student_profile_data_app on nexus.student_profile_data;
alter table nexus.student_profile_data disable row level security;

drop policy student_profiles_readonly on nexus.student_profiles;
drop policy student_profiles_app on nexus.student_profiles;
alter table nexus.student_profiles disable row level security;

drop policy student_reports_readonly on nexus.student_reports;
drop policy student_reports_app on nexus.student_reports;
alter table nexus.student_reports disable row level security;

drop policy students_readonly on nexus.students;
drop policy students_app on nexus.students;
alter table nexus.students disable row level security;

drop policy subscription_requests_readonly on nexus.subscription_requests;
drop policy subscription_requests_app on nexus.subscription_requests;
alter table nexus.subscription_requests disable row level security;

drop policy subscriptions_readonly on nexus.subscriptions;
drop policy subscriptions_app on nexus.subscriptions;
alter table nexus.subscriptions disable row level security;

drop policy user_documents_readonly on nexus.user_documents;
drop policy user_documents_app on nexus.user_documents;
alter table nexus.user_documents disable row level security;

drop policy users_readonly on nexus.users;
drop policy users_app on nexus.users;
alter table nexus.users disable row level security;
