alter table nexus.ingest_jobs
    drop constraint ingest_jobs_progress_is_per_cent,
    drop constraint ingest_jobs_step_is_a_word,
    drop constraint ingest_jobs_status_is_in_capitals;

alter table nexus.knowledge_assets
    drop constraint knowledge_assets_tokens_is_not_negative;

alter table nexus.user_documents
    drop constraint user_documents_status_is_in_capitals;

alter table nexus.aria_messages
    drop constraint aria_messages_feedback_is_about_an_answer,
    drop constraint aria_messages_role_is_known;
