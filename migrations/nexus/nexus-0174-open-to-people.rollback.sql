set local role nexus_owner;

revoke update ("firstName", "lastName", phone) on nexus.users from nexus_user;
drop policy users_update on nexus.users;

revoke select (id, email, role, "firstName", "lastName", phone, "createdAt", "updatedAt") on nexus.users from nexus_user;
drop policy users_select on nexus.users;

revoke update (address, city, country) on nexus.parent_profiles from nexus_user;
drop policy parent_profiles_update on nexus.parent_profiles;

revoke select on nexus.parent_profiles from nexus_user;
drop policy parent_profiles_select on nexus.parent_profiles;

revoke update (grade, school, "birthDate") on nexus.student_profiles from nexus_user;
drop policy student_profiles_update on nexus.student_profiles;

revoke select on nexus.student_profiles from nexus_user;
drop policy student_profiles_select on nexus.student_profiles;

revoke update (title, tag, description, philosophy, expertise, "availableOnline", "availableInPerson") on nexus.coach_profiles from nexus_user;
drop policy coach_profiles_update on nexus.coach_profiles;

revoke select on nexus.coach_profiles from nexus_user;
drop policy coach_profiles_select on nexus.coach_profiles;

revoke select on nexus.students from nexus_user;
drop policy students_select on nexus.students;

revoke select on nexus.subscriptions from nexus_user;
drop policy subscriptions_select on nexus.subscriptions;

revoke select on nexus.subscription_requests from nexus_user;
drop policy subscription_requests_select on nexus.subscription_requests;

revoke select on nexus.credit_transactions from nexus_user;
drop policy credit_transactions_select on nexus.credit_transactions;

revoke select on nexus.credit_lots from nexus_user;
drop policy credit_lots_select on nexus.credit_lots;

revoke select on nexus.credit_requests from nexus_user;
drop policy credit_requests_select on nexus.credit_requests;

revoke select on nexus.aria_usage from nexus_user;
drop policy aria_usage_select on nexus.aria_usage;

revoke select on nexus.student_profile_data from nexus_user;
drop policy student_profile_data_select on nexus.student_profile_data;

revoke select on nexus.bilans from nexus_user;
drop policy bilans_select on nexus.bilans;

revoke select on nexus.generated_documents from nexus_user;
drop policy generated_documents_select on nexus.generated_documents;

revoke select on nexus.student_badges from nexus_user;
drop policy student_badges_select on nexus.student_badges;

revoke select on nexus.aria_conversations from nexus_user;
drop policy aria_conversations_select on nexus.aria_conversations;

revoke select on nexus.memories from nexus_user;
drop policy memories_select on nexus.memories;

revoke select on nexus.aria_messages from nexus_user;
drop policy aria_messages_select on nexus.aria_messages;

revoke select on nexus.sessions from nexus_user;
drop policy sessions_select on nexus.sessions;

revoke insert ("studentId", "coachId", title, content, period, "sessionsCount", "averageGrade", "progressNotes", recommendations) on nexus.student_reports from nexus_user;
drop policy student_reports_insert on nexus.student_reports;

revoke update (title, content, period, "sessionsCount", "averageGrade", "progressNotes", recommendations) on nexus.student_reports from nexus_user;
drop policy student_reports_update on nexus.student_reports;

revoke select on nexus.student_reports from nexus_user;
drop policy student_reports_select on nexus.student_reports;

revoke select on nexus."SessionBooking" from nexus_user;
drop policy "SessionBooking_select" on nexus."SessionBooking";

revoke select on nexus.session_history from nexus_user;
drop policy session_history_select on nexus.session_history;

revoke update ("readAt") on nexus."SessionNotification" from nexus_user;
drop policy "SessionNotification_update" on nexus."SessionNotification";

revoke select on nexus."SessionNotification" from nexus_user;
drop policy "SessionNotification_select" on nexus."SessionNotification";

revoke select on nexus."SessionReminder" from nexus_user;
drop policy "SessionReminder_select" on nexus."SessionReminder";

revoke insert ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "isRecurring", "validFrom", "validUntil") on nexus."CoachAvailability" from nexus_user;
drop policy "CoachAvailability_insert" on nexus."CoachAvailability";

revoke update ("dayOfWeek", "startTime", "endTime", "specificDate", "isAvailable", "isRecurring", "validFrom", "validUntil") on nexus."CoachAvailability" from nexus_user;
drop policy "CoachAvailability_update" on nexus."CoachAvailability";

revoke delete on nexus."CoachAvailability" from nexus_user;
drop policy "CoachAvailability_delete" on nexus."CoachAvailability";

revoke select on nexus."CoachAvailability" from nexus_user;
drop policy "CoachAvailability_select" on nexus."CoachAvailability";

revoke select on nexus.payments from nexus_user;
drop policy payments_select on nexus.payments;

revoke select on nexus.payment_records from nexus_user;
drop policy payment_records_select on nexus.payment_records;

revoke select on nexus.credit_wallets from nexus_user;
drop policy credit_wallets_select on nexus.credit_wallets;

revoke select on nexus.credit_tx from nexus_user;
drop policy credit_tx_select on nexus.credit_tx;

revoke update (read) on nexus.notifications from nexus_user;
drop policy notifications_update on nexus.notifications;

revoke select on nexus.notifications from nexus_user;
drop policy notifications_select on nexus.notifications;

revoke insert (content, "fileUrl", "fileName", "senderId", "receiverId") on nexus.messages from nexus_user;
drop policy messages_insert on nexus.messages;

revoke update ("readAt") on nexus.messages from nexus_user;
drop policy messages_update on nexus.messages;

revoke select on nexus.messages from nexus_user;
drop policy messages_select on nexus.messages;

revoke select on nexus.user_documents from nexus_user;
drop policy user_documents_select on nexus.user_documents;

revoke select on nexus.knowledge_assets from nexus_user;
drop policy knowledge_assets_select on nexus.knowledge_assets;

revoke select on nexus.ingest_jobs from nexus_user;
drop policy ingest_jobs_select on nexus.ingest_jobs;

revoke insert on nexus.badges from nexus_user;
drop policy badges_insert on nexus.badges;

revoke update on nexus.badges from nexus_user;
drop policy badges_update on nexus.badges;

revoke delete on nexus.badges from nexus_user;
drop policy badges_delete on nexus.badges;

revoke select on nexus.badges from nexus_user;
drop policy badges_select on nexus.badges;

revoke insert on nexus.pricing from nexus_user;
drop policy pricing_insert on nexus.pricing;

revoke update on nexus.pricing from nexus_user;
drop policy pricing_update on nexus.pricing;

revoke delete on nexus.pricing from nexus_user;
drop policy pricing_delete on nexus.pricing;

revoke select on nexus.pricing from nexus_user;
drop policy pricing_select on nexus.pricing;

revoke insert on nexus.product_pricing from nexus_user;
drop policy product_pricing_insert on nexus.product_pricing;

revoke update on nexus.product_pricing from nexus_user;
drop policy product_pricing_update on nexus.product_pricing;

revoke delete on nexus.product_pricing from nexus_user;
drop policy product_pricing_delete on nexus.product_pricing;

revoke select on nexus.product_pricing from nexus_user;
drop policy product_pricing_select on nexus.product_pricing;

revoke insert on nexus.credit_packs from nexus_user;
drop policy credit_packs_insert on nexus.credit_packs;

revoke update on nexus.credit_packs from nexus_user;
drop policy credit_packs_update on nexus.credit_packs;

revoke delete on nexus.credit_packs from nexus_user;
drop policy credit_packs_delete on nexus.credit_packs;

revoke select on nexus.credit_packs from nexus_user;
drop policy credit_packs_select on nexus.credit_packs;

revoke insert on nexus.credit_usage from nexus_user;
drop policy credit_usage_insert on nexus.credit_usage;

revoke update on nexus.credit_usage from nexus_user;
drop policy credit_usage_update on nexus.credit_usage;

revoke delete on nexus.credit_usage from nexus_user;
drop policy credit_usage_delete on nexus.credit_usage;

revoke select on nexus.credit_usage from nexus_user;
drop policy credit_usage_select on nexus.credit_usage;

revoke insert on nexus.offer_bindings from nexus_user;
drop policy offer_bindings_insert on nexus.offer_bindings;

revoke update on nexus.offer_bindings from nexus_user;
drop policy offer_bindings_update on nexus.offer_bindings;

revoke delete on nexus.offer_bindings from nexus_user;
drop policy offer_bindings_delete on nexus.offer_bindings;

revoke select on nexus.offer_bindings from nexus_user;
drop policy offer_bindings_select on nexus.offer_bindings;

revoke update on nexus.billing_policy from nexus_user;
drop policy billing_policy_update on nexus.billing_policy;

revoke select on nexus.billing_policy from nexus_user;
drop policy billing_policy_select on nexus.billing_policy;

revoke update on nexus.payment_settings from nexus_user;
drop policy payment_settings_update on nexus.payment_settings;

revoke select on nexus.payment_settings from nexus_user;
drop policy payment_settings_select on nexus.payment_settings;

revoke select on nexus."LegalPage" from nexus_user;
drop policy "LegalPage_select" on nexus."LegalPage";

revoke insert on nexus.pedagogical_contents from nexus_user;
drop policy pedagogical_contents_insert on nexus.pedagogical_contents;

revoke update on nexus.pedagogical_contents from nexus_user;
drop policy pedagogical_contents_update on nexus.pedagogical_contents;

revoke delete on nexus.pedagogical_contents from nexus_user;
drop policy pedagogical_contents_delete on nexus.pedagogical_contents;

revoke select on nexus.pedagogical_contents from nexus_user;
drop policy pedagogical_contents_select on nexus.pedagogical_contents;

revoke select on nexus."LegalVersion" from nexus_user;
drop policy "LegalVersion_select" on nexus."LegalVersion";

revoke select on nexus.audit_logs from nexus_user;
drop policy audit_logs_select on nexus.audit_logs;

revoke select on nexus.cron_executions from nexus_user;
drop policy cron_executions_select on nexus.cron_executions;

revoke select on nexus.mail_logs from nexus_user;
drop policy mail_logs_select on nexus.mail_logs;
