select privacy.undescribe_column('learn.ai_tutor_messages', 'question_id');

alter table learn.ai_tutor_messages
    drop constraint ai_tutor_messages_question_id_fkey,
    drop constraint ai_tutor_messages_question_is_of_an_answer;

alter table learn.ai_tutor_messages
    drop column question_id;

select privacy.undescribe_table('learn.tutor_usage');

drop table learn.tutor_usage;

select audit.unwatch('learn.tutor_allowances');

drop table learn.tutor_allowances;
