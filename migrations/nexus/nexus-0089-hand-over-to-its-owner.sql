-- depends: nexus-0088-add-knowledge-assets-embedding-idx platform-0009-add-act-as
--
-- Until here everything in nexus belongs to whoever migrated, a superuser as a rule. It becomes nexus_owner's: a role
-- without login that is active in migrations only. Later migrations begin with `set local role nexus_owner`; then
-- what they create is closed to everybody else, functions included, and a slip into another context is refused.
--
-- Foreign keys are checked, and their actions carried out, as the owner of the table: whoever may write to a table need
-- not be able to read those that it refers to.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.

alter schema nexus owner to nexus_owner;

alter type nexus."UserRole" owner to nexus_owner;
alter type nexus."SubscriptionStatus" owner to nexus_owner;
alter type nexus."ServiceType" owner to nexus_owner;
alter type nexus."Subject" owner to nexus_owner;
alter type nexus."SessionStatus" owner to nexus_owner;
alter type nexus."PaymentType" owner to nexus_owner;
alter type nexus."PaymentStatus" owner to nexus_owner;
alter type nexus."MemoryKind" owner to nexus_owner;
alter type nexus."SessionType" owner to nexus_owner;
alter type nexus."SessionModality" owner to nexus_owner;
alter type nexus."NotificationType" owner to nexus_owner;
alter type nexus."NotificationStatus" owner to nexus_owner;
alter type nexus."NotificationMethod" owner to nexus_owner;
alter type nexus."ReminderType" owner to nexus_owner;
alter type nexus."CronExecutionStatus" owner to nexus_owner;

alter table nexus.users owner to nexus_owner;
alter table nexus.parent_profiles owner to nexus_owner;
alter table nexus.student_profiles owner to nexus_owner;
alter table nexus.students owner to nexus_owner;
alter table nexus.coach_profiles owner to nexus_owner;
alter table nexus.subscriptions owner to nexus_owner;
alter table nexus.subscription_requests owner to nexus_owner;
alter table nexus.sessions owner to nexus_owner;
alter table nexus.badges owner to nexus_owner;
alter table nexus.student_badges owner to nexus_owner;
alter table nexus."CoachAvailability" owner to nexus_owner;
alter table nexus."SessionBooking" owner to nexus_owner;
alter table nexus."SessionNotification" owner to nexus_owner;
alter table nexus."SessionReminder" owner to nexus_owner;
alter table nexus.credit_packs owner to nexus_owner;
alter table nexus.credit_transactions owner to nexus_owner;
alter table nexus.payments owner to nexus_owner;
alter table nexus.credit_wallets owner to nexus_owner;
alter table nexus.credit_tx owner to nexus_owner;
alter table nexus.payment_records owner to nexus_owner;
alter table nexus.aria_conversations owner to nexus_owner;
alter table nexus.aria_messages owner to nexus_owner;
alter table nexus.memories owner to nexus_owner;
alter table nexus.user_documents owner to nexus_owner;
alter table nexus.knowledge_assets owner to nexus_owner;
alter table nexus.ingest_jobs owner to nexus_owner;
alter table nexus.pedagogical_contents owner to nexus_owner;
alter table nexus.bilans owner to nexus_owner;
alter table nexus.student_profile_data owner to nexus_owner;
alter table nexus.student_reports owner to nexus_owner;
alter table nexus.generated_documents owner to nexus_owner;
alter table nexus.mail_logs owner to nexus_owner;
alter table nexus.notifications owner to nexus_owner;
alter table nexus.messages owner to nexus_owner;
alter table nexus.product_pricing owner to nexus_owner;
alter table nexus.pricing owner to nexus_owner;
alter table nexus.credit_usage owner to nexus_owner;
alter table nexus.payment_settings owner to nexus_owner;
alter table nexus.billing_policy owner to nexus_owner;
alter table nexus.offer_bindings owner to nexus_owner;
alter table nexus."LegalPage" owner to nexus_owner;
alter table nexus."LegalVersion" owner to nexus_owner;
alter table nexus.audit_logs owner to nexus_owner;
alter table nexus.cron_executions owner to nexus_owner;

alter function nexus.time_zone() owner to nexus_owner;
alter function nexus.minute_of_day(text) owner to nexus_owner;
alter function nexus.slot(timestamp with time zone,text,text,text) owner to nexus_owner;
alter function nexus."memories_set_contentHash"() owner to nexus_owner;
alter function nexus."knowledge_assets_set_contentHash"() owner to nexus_owner;
