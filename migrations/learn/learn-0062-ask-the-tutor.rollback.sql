revoke execute on function
    learn.answer_question_of_tutor(uuid, text, text, integer, numeric, boolean, jsonb)
    from learn_app;

revoke execute on function
    learn.tutor_questions_left(), learn.ask_tutor(text, uuid, uuid, text, jsonb), learn.rate_answer(uuid, boolean)
    from learn_app, learn_user;

drop function learn.rate_answer(uuid, boolean);

drop function learn.answer_question_of_tutor(uuid, text, text, integer, numeric, boolean, jsonb);

drop function learn.ask_tutor(text, uuid, uuid, text, jsonb);

drop function learn.tutor_questions_left();

delete from learn.errors where sqlstate in ('LNI01', 'LNI02', 'LNI03');
