-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.ingest_jobs
    drop constraint ingest_jobs_status_is_in_capitals,
    add constraint ingest_jobs_status_is_in_capitals
        check (status ~ '^[A-Z][A-Z0-9_]*$') not valid,
    drop constraint ingest_jobs_step_is_a_word,
    add constraint ingest_jobs_step_is_a_word
        check (step ~ '^[A-Za-z][A-Za-z0-9_]*$') not valid,
    drop constraint ingest_jobs_progress_is_per_cent,
    add constraint ingest_jobs_progress_is_per_cent
        check (progress between 0 and 100) not valid;

alter table nexus.knowledge_assets
    drop constraint knowledge_assets_tokens_is_not_negative,
    add constraint knowledge_assets_tokens_is_not_negative
        check (tokens >= 0) not valid;

alter table nexus.user_documents
    drop constraint user_documents_status_is_in_capitals,
    add constraint user_documents_status_is_in_capitals
        check (status ~ '^[A-Z][A-Z0-9_]*$') not valid;

alter table nexus.aria_messages
    drop constraint aria_messages_role_is_known,
    add constraint aria_messages_role_is_known
        check (role in ('user', 'assistant')) not valid,
    drop constraint aria_messages_feedback_is_about_an_answer,
    add constraint aria_messages_feedback_is_about_an_answer
        check (feedback is null or role = 'assistant') not valid;
