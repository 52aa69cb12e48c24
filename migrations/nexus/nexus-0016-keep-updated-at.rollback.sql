drop trigger "set_updatedAt" on nexus.cron_executions;

drop trigger "set_updatedAt" on nexus."LegalPage";

drop trigger "set_updatedAt" on nexus.offer_bindings;

drop trigger "set_updatedAt" on nexus.billing_policy;

drop trigger "set_updatedAt" on nexus.payment_settings;

drop trigger "set_updatedAt" on nexus.credit_usage;

drop trigger "set_updatedAt" on nexus.pricing;

drop trigger "set_updatedAt" on nexus.product_pricing;

drop trigger "set_updatedAt" on nexus.notifications;

drop trigger "set_updatedAt" on nexus.bilans;

drop trigger "set_updatedAt" on nexus.pedagogical_contents;

drop trigger "set_updatedAt" on nexus.ingest_jobs;

drop trigger "set_updatedAt" on nexus.aria_conversations;

drop trigger "set_updatedAt" on nexus.payment_records;

drop trigger "set_updatedAt" on nexus.credit_wallets;

drop trigger "set_updatedAt" on nexus.payments;

drop trigger "set_updatedAt" on nexus.credit_packs;

drop trigger "set_updatedAt" on nexus."SessionNotification";

drop trigger "set_updatedAt" on nexus."SessionBooking";

drop trigger "set_updatedAt" on nexus."CoachAvailability";

drop trigger "set_updatedAt" on nexus.sessions;

drop trigger "set_updatedAt" on nexus.subscription_requests;

drop trigger "set_updatedAt" on nexus.subscriptions;

drop trigger "set_updatedAt" on nexus.coach_profiles;

drop trigger "set_updatedAt" on nexus.students;

drop trigger "set_updatedAt" on nexus.users;
