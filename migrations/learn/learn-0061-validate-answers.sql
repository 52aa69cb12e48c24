-- depends: learn-0060-answer-a-question-once
--
-- What came not valid is validated: no answer has a question yet, so the scan finds nothing to look up.
--
-- Share update exclusive on ai_tutor_messages while it is read, row share on it for the reference. Rewrites nothing, loses
-- nothing.

set local role learn_owner;

alter table learn.ai_tutor_messages
    validate constraint ai_tutor_messages_question_is_of_an_answer;
alter table learn.ai_tutor_messages
    validate constraint ai_tutor_messages_question_id_fkey;
