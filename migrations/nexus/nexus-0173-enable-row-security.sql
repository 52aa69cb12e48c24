-- depends: nexus-0172-say-who-the-actor-is
--
-- Row security on every table. The server keeps all rows, by a policy that says so: it answers for who does what, as it
-- always did. Reports keep all rows to count. Whoever else is granted a table later sees nothing of it until a policy
-- opens rows; a grant alone opens none.
--
-- The owner is not subject to it (no FORCE): functions that run with the owner's privileges check the actor themselves,
-- and foreign keys are carried out as the owner.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because half of it would hide rows from the server; every lock is held for an instant

set local role nexus_owner;

alter table nexus."CoachAvailability" enable row level security;
create policy "CoachAvailability_app" on nexus."CoachAvailability" for all to nexus_app using (true) with check (true);
comment on policy "CoachAvailability_app" on nexus."CoachAvailability" is 'The server of the application answers for who does what.';
create policy "CoachAvailability_readonly" on nexus."CoachAvailability" for select to nexus_readonly using (true);
comment on policy "CoachAvailability_readonly" on nexus."CoachAvailability" is 'Reports count everybody.';

alter table nexus."LegalPage" enable row level security;
create policy "LegalPage_app" on nexus."LegalPage" for all to nexus_app using (true) with check (true);
comment on policy "LegalPage_app" on nexus."LegalPage" is 'The server of the application answers for who does what.';
create policy "LegalPage_readonly" on nexus."LegalPage" for select to nexus_readonly using (true);
comment on policy "LegalPage_readonly" on nexus."LegalPage" is 'Reports count everybody.';

alter table nexus."LegalVersion" enable row level security;
create policy "LegalVersion_app" on nexus."LegalVersion" for all to nexus_app using (true) with check (true);
comment on policy "LegalVersion_app" on nexus."LegalVersion" is 'The server of the application answers for who does what.';
create policy "LegalVersion_readonly" on nexus."LegalVersion" for select to nexus_readonly using (true);
comment on policy "LegalVersion_readonly" on nexus."LegalVersion" is 'Reports count everybody.';

alter table nexus."SessionBooking" enable row level security;
create policy "SessionBooking_app" on nexus."SessionBooking" for all to nexus_app using (true) with check (true);
comment on policy "SessionBooking_app" on nexus."SessionBooking" is 'The server of the application answers for who does what.';
create policy "SessionBooking_readonly" on nexus."SessionBooking" for select to nexus_readonly using (true);
comment on policy "SessionBooking_readonly" on nexus."SessionBooking" is 'Reports count everybody.';

alter table nexus."SessionNotification" enable row level security;
create policy "SessionNotification_app" on nexus."SessionNotification" for all to nexus_app using (true) with check (true);
comment on policy "SessionNotification_app" on nexus."SessionNotification" is 'The server of the application answers for who does what.';
create policy "SessionNotification_readonly" on nexus."SessionNotification" for select to nexus_readonly using (true);
comment on policy "SessionNotification_readonly" on nexus."SessionNotification" is 'Reports count everybody.';

alter table nexus."SessionReminder" enable row level security;
create policy "SessionReminder_app" on nexus."SessionReminder" for all to nexus_app using (true) with check (true);
comment on policy "SessionReminder_app" on nexus."SessionReminder" is 'The server of the application answers for who does what.';
create policy "SessionReminder_readonly" on nexus."SessionReminder" for select to nexus_readonly using (true);
comment on policy "SessionReminder_readonly" on nexus."SessionReminder" is 'Reports count everybody.';

alter table nexus.aria_conversations enable row level security;
create policy aria_conversations_app on nexus.aria_conversations for all to nexus_app using (true) with check (true);
comment on policy aria_conversations_app on nexus.aria_conversations is 'The server of the application answers for who does what.';
create policy aria_conversations_readonly on nexus.aria_conversations for select to nexus_readonly using (true);
comment on policy aria_conversations_readonly on nexus.aria_conversations is 'Reports count everybody.';

alter table nexus.aria_messages enable row level security;
create policy aria_messages_app on nexus.aria_messages for all to nexus_app using (true) with check (true);
comment on policy aria_messages_app on nexus.aria_messages is 'The server of the application answers for who does what.';
create policy aria_messages_readonly on nexus.aria_messages for select to nexus_readonly using (true);
comment on policy aria_messages_readonly on nexus.aria_messages is 'Reports count everybody.';

alter table nexus.aria_usage enable row level security;
create policy aria_usage_app on nexus.aria_usage for all to nexus_app using (true) with check (true);
comment on policy aria_usage_app on nexus.aria_usage is 'The server of the application answers for who does what.';
create policy aria_usage_readonly on nexus.aria_usage for select to nexus_readonly using (true);
comment on policy aria_usage_readonly on nexus.aria_usage is 'Reports count everybody.';

alter table nexus.audit_logs enable row level security;
create policy audit_logs_app on nexus.audit_logs for all to nexus_app using (true) with check (true);
comment on policy audit_logs_app on nexus.audit_logs is 'The server of the application answers for who does what.';
create policy audit_logs_readonly on nexus.audit_logs for select to nexus_readonly using (true);
comment on policy audit_logs_readonly on nexus.audit_logs is 'Reports count everybody.';

alter table nexus.badges enable row level security;
create policy badges_app on nexus.badges for all to nexus_app using (true) with check (true);
comment on policy badges_app on nexus.badges is 'The server of the application answers for who does what.';
create policy badges_readonly on nexus.badges for select to nexus_readonly using (true);
comment on policy badges_readonly on nexus.badges is 'Reports count everybody.';

alter table nexus.bilans enable row level security;
create policy bilans_app on nexus.bilans for all to nexus_app using (true) with check (true);
comment on policy bilans_app on nexus.bilans is 'The server of the application answers for who does what.';
create policy bilans_readonly on nexus.bilans for select to nexus_readonly using (true);
comment on policy bilans_readonly on nexus.bilans is 'Reports count everybody.';

alter table nexus.billing_policy enable row level security;
create policy billing_policy_app on nexus.billing_policy for all to nexus_app using (true) with check (true);
comment on policy billing_policy_app on nexus.billing_policy is 'The server of the application answers for who does what.';
create policy billing_policy_readonly on nexus.billing_policy for select to nexus_readonly using (true);
comment on policy billing_policy_readonly on nexus.billing_policy is 'Reports count everybody.';

alter table nexus.coach_profiles enable row level security;
create policy coach_profiles_app on nexus.coach_profiles for all to nexus_app using (true) with check (true);
comment on policy coach_profiles_app on nexus.coach_profiles is 'The server of the application answers for who does what.';
create policy coach_profiles_readonly on nexus.coach_profiles for select to nexus_readonly using (true);
comment on policy coach_profiles_readonly on nexus.coach_profiles is 'Reports count everybody.';

alter table nexus.credit_draws enable row level security;
create policy credit_draws_app on nexus.credit_draws for all to nexus_app using (true) with check (true);
comment on policy credit_draws_app on nexus.credit_draws is 'The server of the application answers for who does what.';
create policy credit_draws_readonly on nexus.credit_draws for select to nexus_readonly using (true);
comment on policy credit_draws_readonly on nexus.credit_draws is 'Reports count everybody.';

alter table nexus.credit_lots enable row level security;
create policy credit_lots_app on nexus.credit_lots for all to nexus_app using (true) with check (true);
comment on policy credit_lots_app on nexus.credit_lots is 'The server of the application answers for who does what.';
create policy credit_lots_readonly on nexus.credit_lots for select to nexus_readonly using (true);
comment on policy credit_lots_readonly on nexus.credit_lots is 'Reports count everybody.';

alter table nexus.credit_packs enable row level security;
create policy credit_packs_app on nexus.credit_packs for all to nexus_app using (true) with check (true);
comment on policy credit_packs_app on nexus.credit_packs is 'The server of the application answers for who does what.';
create policy credit_packs_readonly on nexus.credit_packs for select to nexus_readonly using (true);
comment on policy credit_packs_readonly on nexus.credit_packs is 'Reports count everybody.';

alter table nexus.credit_requests enable row level security;
create policy credit_requests_app on nexus.credit_requests for all to nexus_app using (true) with check (true);
comment on policy credit_requests_app on nexus.credit_requests is 'The server of the application answers for who does what.';
create policy credit_requests_readonly on nexus.credit_requests for select to nexus_readonly using (true);
comment on policy credit_requests_readonly on nexus.credit_requests is 'Reports count everybody.';

alter table nexus.credit_transactions enable row level security;
create policy credit_transactions_app on nexus.credit_transactions for all to nexus_app using (true) with check (true);
comment on policy credit_transactions_app on nexus.credit_transactions is 'The server of the application answers for who does what.';
create policy credit_transactions_readonly on nexus.credit_transactions for select to nexus_readonly using (true);
comment on policy credit_transactions_readonly on nexus.credit_transactions is 'Reports count everybody.';

alter table nexus.credit_tx enable row level security;
create policy credit_tx_app on nexus.credit_tx for all to nexus_app using (true) with check (true);
comment on policy credit_tx_app on nexus.credit_tx is 'The server of the application answers for who does what.';
create policy credit_tx_readonly on nexus.credit_tx for select to nexus_readonly using (true);
comment on policy credit_tx_readonly on nexus.credit_tx is 'Reports count everybody.';

alter table nexus.credit_usage enable row level security;
create policy credit_usage_app on nexus.credit_usage for all to nexus_app using (true) with check (true);
comment on policy credit_usage_app on nexus.credit_usage is 'The server of the application answers for who does what.';
create policy credit_usage_readonly on nexus.credit_usage for select to nexus_readonly using (true);
comment on policy credit_usage_readonly on nexus.credit_usage is 'Reports count everybody.';

alter table nexus.credit_wallets enable row level security;
create policy credit_wallets_app on nexus.credit_wallets for all to nexus_app using (true) with check (true);
comment on policy credit_wallets_app on nexus.credit_wallets is 'The server of the application answers for who does what.';
create policy credit_wallets_readonly on nexus.credit_wallets for select to nexus_readonly using (true);
comment on policy credit_wallets_readonly on nexus.credit_wallets is 'Reports count everybody.';

alter table nexus.cron_executions enable row level security;
create policy cron_executions_app on nexus.cron_executions for all to nexus_app using (true) with check (true);
comment on policy cron_executions_app on nexus.cron_executions is 'The server of the application answers for who does what.';
create policy cron_executions_readonly on nexus.cron_executions for select to nexus_readonly using (true);
comment on policy cron_executions_readonly on nexus.cron_executions is 'Reports count everybody.';

alter table nexus.generated_documents enable row level security;
create policy generated_documents_app on nexus.generated_documents for all to nexus_app using (true) with check (true);
comment on policy generated_documents_app on nexus.generated_documents is 'The server of the application answers for who does what.';
create policy generated_documents_readonly on nexus.generated_documents for select to nexus_readonly using (true);
comment on policy generated_documents_readonly on nexus.generated_documents is 'Reports count everybody.';

alter table nexus.ingest_jobs enable row level security;
create policy ingest_jobs_app on nexus.ingest_jobs for all to nexus_app using (true) with check (true);
comment on policy ingest_jobs_app on nexus.ingest_jobs is 'The server of the application answers for who does what.';
create policy ingest_jobs_readonly on nexus.ingest_jobs for select to nexus_readonly using (true);
comment on policy ingest_jobs_readonly on nexus.ingest_jobs is 'Reports count everybody.';

alter table nexus.knowledge_assets enable row level security;
create policy knowledge_assets_app on nexus.knowledge_assets for all to nexus_app using (true) with check (true);
comment on policy knowledge_assets_app on nexus.knowledge_assets is 'The server of the application answers for who does what.';
create policy knowledge_assets_readonly on nexus.knowledge_assets for select to nexus_readonly using (true);
comment on policy knowledge_assets_readonly on nexus.knowledge_assets is 'Reports count everybody.';

alter table nexus.mail_logs enable row level security;
create policy mail_logs_app on nexus.mail_logs for all to nexus_app using (true) with check (true);
comment on policy mail_logs_app on nexus.mail_logs is 'The server of the application answers for who does what.';
create policy mail_logs_readonly on nexus.mail_logs for select to nexus_readonly using (true);
comment on policy mail_logs_readonly on nexus.mail_logs is 'Reports count everybody.';

alter table nexus.memories enable row level security;
create policy memories_app on nexus.memories for all to nexus_app using (true) with check (true);
comment on policy memories_app on nexus.memories is 'The server of the application answers for who does what.';
create policy memories_readonly on nexus.memories for select to nexus_readonly using (true);
comment on policy memories_readonly on nexus.memories is 'Reports count everybody.';

alter table nexus.messages enable row level security;
create policy messages_app on nexus.messages for all to nexus_app using (true) with check (true);
comment on policy messages_app on nexus.messages is 'The server of the application answers for who does what.';
create policy messages_readonly on nexus.messages for select to nexus_readonly using (true);
comment on policy messages_readonly on nexus.messages is 'Reports count everybody.';

alter table nexus.notifications enable row level security;
create policy notifications_app on nexus.notifications for all to nexus_app using (true) with check (true);
comment on policy notifications_app on nexus.notifications is 'The server of the application answers for who does what.';
create policy notifications_readonly on nexus.notifications for select to nexus_readonly using (true);
comment on policy notifications_readonly on nexus.notifications is 'Reports count everybody.';

alter table nexus.offer_bindings enable row level security;
create policy offer_bindings_app on nexus.offer_bindings for all to nexus_app using (true) with check (true);
comment on policy offer_bindings_app on nexus.offer_bindings is 'The server of the application answers for who does what.';
create policy offer_bindings_readonly on nexus.offer_bindings for select to nexus_readonly using (true);
comment on policy offer_bindings_readonly on nexus.offer_bindings is 'Reports count everybody.';

alter table nexus.parent_profiles enable row level security;
create policy parent_profiles_app on nexus.parent_profiles for all to nexus_app using (true) with check (true);
comment on policy parent_profiles_app on nexus.parent_profiles is 'The server of the application answers for who does what.';
create policy parent_profiles_readonly on nexus.parent_profiles for select to nexus_readonly using (true);
comment on policy parent_profiles_readonly on nexus.parent_profiles is 'Reports count everybody.';

alter table nexus.payment_orders enable row level security;
create policy payment_orders_app on nexus.payment_orders for all to nexus_app using (true) with check (true);
comment on policy payment_orders_app on nexus.payment_orders is 'The server of the application answers for who does what.';
create policy payment_orders_readonly on nexus.payment_orders for select to nexus_readonly using (true);
comment on policy payment_orders_readonly on nexus.payment_orders is 'Reports count everybody.';

alter table nexus.payment_records enable row level security;
create policy payment_records_app on nexus.payment_records for all to nexus_app using (true) with check (true);
comment on policy payment_records_app on nexus.payment_records is 'The server of the application answers for who does what.';
create policy payment_records_readonly on nexus.payment_records for select to nexus_readonly using (true);
comment on policy payment_records_readonly on nexus.payment_records is 'Reports count everybody.';

alter table nexus.payment_settings enable row level security;
create policy payment_settings_app on nexus.payment_settings for all to nexus_app using (true) with check (true);
comment on policy payment_settings_app on nexus.payment_settings is 'The server of the application answers for who does what.';
create policy payment_settings_readonly on nexus.payment_settings for select to nexus_readonly using (true);
comment on policy payment_settings_readonly on nexus.payment_settings is 'Reports count everybody.';

alter table nexus.payments enable row level security;
create policy payments_app on nexus.payments for all to nexus_app using (true) with check (true);
comment on policy payments_app on nexus.payments is 'The server of the application answers for who does what.';
create policy payments_readonly on nexus.payments for select to nexus_readonly using (true);
comment on policy payments_readonly on nexus.payments is 'Reports count everybody.';

alter table nexus.pedagogical_contents enable row level security;
create policy pedagogical_contents_app on nexus.pedagogical_contents for all to nexus_app using (true) with check (true);
comment on policy pedagogical_contents_app on nexus.pedagogical_contents is 'The server of the application answers for who does what.';
create policy pedagogical_contents_readonly on nexus.pedagogical_contents for select to nexus_readonly using (true);
comment on policy pedagogical_contents_readonly on nexus.pedagogical_contents is 'Reports count everybody.';

alter table nexus.pricing enable row level security;
create policy pricing_app on nexus.pricing for all to nexus_app using (true) with check (true);
comment on policy pricing_app on nexus.pricing is 'The server of the application answers for who does what.';
create policy pricing_readonly on nexus.pricing for select to nexus_readonly using (true);
comment on policy pricing_readonly on nexus.pricing is 'Reports count everybody.';

alter table nexus.product_pricing enable row level security;
create policy product_pricing_app on nexus.product_pricing for all to nexus_app using (true) with check (true);
comment on policy product_pricing_app on nexus.product_pricing is 'The server of the application answers for who does what.';
create policy product_pricing_readonly on nexus.product_pricing for select to nexus_readonly using (true);
comment on policy product_pricing_readonly on nexus.product_pricing is 'Reports count everybody.';

alter table nexus.provider_events enable row level security;
create policy provider_events_app on nexus.provider_events for all to nexus_app using (true) with check (true);
comment on policy provider_events_app on nexus.provider_events is 'The server of the application answers for who does what.';
create policy provider_events_readonly on nexus.provider_events for select to nexus_readonly using (true);
comment on policy provider_events_readonly on nexus.provider_events is 'Reports count everybody.';

alter table nexus.provider_secrets enable row level security;
create policy provider_secrets_app on nexus.provider_secrets for all to nexus_app using (true) with check (true);
comment on policy provider_secrets_app on nexus.provider_secrets is 'The server of the application answers for who does what.';
create policy provider_secrets_readonly on nexus.provider_secrets for select to nexus_readonly using (true);
comment on policy provider_secrets_readonly on nexus.provider_secrets is 'Reports count everybody.';

alter table nexus.session_history enable row level security;
create policy session_history_app on nexus.session_history for all to nexus_app using (true) with check (true);
comment on policy session_history_app on nexus.session_history is 'The server of the application answers for who does what.';
create policy session_history_readonly on nexus.session_history for select to nexus_readonly using (true);
comment on policy session_history_readonly on nexus.session_history is 'Reports count everybody.';

alter table nexus.sessions enable row level security;
create policy sessions_app on nexus.sessions for all to nexus_app using (true) with check (true);
comment on policy sessions_app on nexus.sessions is 'The server of the application answers for who does what.';
create policy sessions_readonly on nexus.sessions for select to nexus_readonly using (true);
comment on policy sessions_readonly on nexus.sessions is 'Reports count everybody.';

alter table nexus.student_badges enable row level security;
create policy student_badges_app on nexus.student_badges for all to nexus_app using (true) with check (true);
comment on policy student_badges_app on nexus.student_badges is 'The server of the application answers for who does what.';
create policy student_badges_readonly on nexus.student_badges for select to nexus_readonly using (true);
comment on policy student_badges_readonly on nexus.student_badges is 'Reports count everybody.';

alter table nexus.student_profile_data enable row level security;
create policy student_profile_data_app on nexus.student_profile_data for all to nexus_app using (true) with check (true);
comment on policy student_profile_data_app on nexus.student_profile_data is 'The server of the application answers for who does what.';
create policy student_profile_data_readonly on nexus.student_profile_data for select to nexus_readonly using (true);
comment on policy student_profile_data_readonly on nexus.student_profile_data is 'Reports count everybody.';

alter table nexus.student_profiles enable row level security;
create policy student_profiles_app on nexus.student_profiles for all to nexus_app using (true) with check (true);
comment on policy student_profiles_app on nexus.student_profiles is 'The server of the application answers for who does what.';
create policy student_profiles_readonly on nexus.student_profiles for select to nexus_readonly using (true);
comment on policy student_profiles_readonly on nexus.student_profiles is 'Reports count everybody.';

alter table nexus.student_reports enable row level security;
create policy student_reports_app on nexus.student_reports for all to nexus_app using (true) with check (true);
comment on policy student_reports_app on nexus.student_reports is 'The server of the application answers for who does what.';
create policy student_reports_readonly on nexus.student_reports for select to nexus_readonly using (true);
comment on policy student_reports_readonly on nexus.student_reports is 'Reports count everybody.';

alter table nexus.students enable row level security;
create policy students_app on nexus.students for all to nexus_app using (true) with check (true);
comment on policy students_app on nexus.students is 'The server of the application answers for who does what.';
create policy students_readonly on nexus.students for select to nexus_readonly using (true);
comment on policy students_readonly on nexus.students is 'Reports count everybody.';

alter table nexus.subscription_requests enable row level security;
create policy subscription_requests_app on nexus.subscription_requests for all to nexus_app using (true) with check (true);
comment on policy subscription_requests_app on nexus.subscription_requests is 'The server of the application answers for who does what.';
create policy subscription_requests_readonly on nexus.subscription_requests for select to nexus_readonly using (true);
comment on policy subscription_requests_readonly on nexus.subscription_requests is 'Reports count everybody.';

alter table nexus.subscriptions enable row level security;
create policy subscriptions_app on nexus.subscriptions for all to nexus_app using (true) with check (true);
comment on policy subscriptions_app on nexus.subscriptions is 'The server of the application answers for who does what.';
create policy subscriptions_readonly on nexus.subscriptions for select to nexus_readonly using (true);
comment on policy subscriptions_readonly on nexus.subscriptions is 'Reports count everybody.';

alter table nexus.user_documents enable row level security;
create policy user_documents_app on nexus.user_documents for all to nexus_app using (true) with check (true);
comment on policy user_documents_app on nexus.user_documents is 'The server of the application answers for who does what.';
create policy user_documents_readonly on nexus.user_documents for select to nexus_readonly using (true);
comment on policy user_documents_readonly on nexus.user_documents is 'Reports count everybody.';

alter table nexus.users enable row level security;
create policy users_app on nexus.users for all to nexus_app using (true) with check (true);
comment on policy users_app on nexus.users is 'The server of the application answers for who does what.';
create policy users_readonly on nexus.users for select to nexus_readonly using (true);
comment on policy users_readonly on nexus.users is 'Reports count everybody.';
