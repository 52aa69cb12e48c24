-- depends: nexus-0067-check-the-assistant
-- transactional: false
--
-- The rows that were there before obey the checks of the assistant, too. If one does not, the server names the
-- check, the table stays as it is, and the next run continues here: list the rows with the check's condition
-- negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.aria_messages
    validate constraint aria_messages_role_is_known,
    validate constraint aria_messages_feedback_is_about_an_answer;

alter table nexus.user_documents
    validate constraint user_documents_status_is_in_capitals;

alter table nexus.knowledge_assets
    validate constraint knowledge_assets_tokens_is_not_negative;

alter table nexus.ingest_jobs
    validate constraint ingest_jobs_status_is_in_capitals,
    validate constraint ingest_jobs_step_is_a_word,
    validate constraint ingest_jobs_progress_is_per_cent;
