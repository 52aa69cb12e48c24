-- depends: learn-0059-count-questions-to-the-tutor
-- transactional: false
--
-- A question has one answer.
--
-- CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the table, reads and writes go on; two scans of it. Rewrites nothing,
-- loses nothing.

create unique index concurrently ai_tutor_messages_question_id_key
    on learn.ai_tutor_messages (question_id) where question_id is not null;
