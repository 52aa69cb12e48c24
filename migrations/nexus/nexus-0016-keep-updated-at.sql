-- depends: nexus-0015-give-bookings-exact-types
-- transactional: false
--
-- From here on the time of the last change is kept by the database, whoever writes: not every writer did.
--
-- SHARE ROW EXCLUSIVE on each table for an instant (writes wait, reads do not); every statement is a transaction
-- of its own, so no two tables are locked together. Rewrites nothing, loses nothing. The rollback locks each
-- table ACCESS EXCLUSIVE for an instant.

create trigger "set_updatedAt"
    before update on nexus.users
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.students
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.coach_profiles
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.subscriptions
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.subscription_requests
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.sessions
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus."CoachAvailability"
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus."SessionBooking"
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus."SessionNotification"
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.credit_packs
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.payments
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.credit_wallets
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.payment_records
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.aria_conversations
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.ingest_jobs
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.pedagogical_contents
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.bilans
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.notifications
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.product_pricing
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.pricing
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.credit_usage
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.payment_settings
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.billing_policy
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.offer_bindings
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus."LegalPage"
    for each row execute function platform."set_updatedAt"();

create trigger "set_updatedAt"
    before update on nexus.cron_executions
    for each row execute function platform."set_updatedAt"();
