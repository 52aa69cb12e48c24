-- depends: nexus-0066-validate-checks-of-credits-and-payments
-- transactional: false
--
-- Who speaks, how far an ingestion is. The states of documents and jobs belong to the worker that ingests, and
-- grow with it: of these words only the form is checked.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.aria_messages
    add constraint aria_messages_role_is_known
        check (role in ('user', 'assistant')) not valid,
    add constraint aria_messages_feedback_is_about_an_answer
        check (feedback is null or role = 'assistant') not valid;

alter table nexus.user_documents
    add constraint user_documents_status_is_in_capitals
        check (status ~ '^[A-Z][A-Z0-9_]*$') not valid;

alter table nexus.knowledge_assets
    add constraint knowledge_assets_tokens_is_not_negative
        check (tokens >= 0) not valid;

alter table nexus.ingest_jobs
    add constraint ingest_jobs_status_is_in_capitals
        check (status ~ '^[A-Z][A-Z0-9_]*$') not valid,
    add constraint ingest_jobs_step_is_a_word
        check (step ~ '^[A-Za-z][A-Za-z0-9_]*$') not valid,
    add constraint ingest_jobs_progress_is_per_cent
        check (progress between 0 and 100) not valid;
