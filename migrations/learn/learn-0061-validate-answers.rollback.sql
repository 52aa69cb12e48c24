-- NOT VALID again: there is no statement that forgets a validation, so each is replaced.

alter table learn.ai_tutor_messages
    drop constraint ai_tutor_messages_question_id_fkey,
    drop constraint ai_tutor_messages_question_is_of_an_answer,
    add constraint ai_tutor_messages_question_is_of_an_answer check (question_id is null or role = 'ASSISTANT') not valid,
    add constraint ai_tutor_messages_question_id_fkey foreign key (question_id)
        references learn.ai_tutor_messages (id) on delete cascade on update restrict not valid;
