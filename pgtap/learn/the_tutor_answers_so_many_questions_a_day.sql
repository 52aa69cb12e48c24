begin;
select plan(37);

select test.learn_course(), test.learn_user('zoe');
update learn.tutor_allowances set questions_a_day = 3 where role = 'STUDENT';

select test.learn_act('ada');
select is(learn.tutor_questions_left(), 3, 'a student may ask so many questions a day');
create temporary table q as select * from learn.ask_tutor('Why?', request_type => 'explain', context => '{"line": 3}');
select results_eq(
    $$select m.role, m.content, m.request_type, m.context, c.user_id, c.lesson_id
      from learn.ai_tutor_messages as m join learn.ai_tutor_conversations as c on c.id = m.conversation_id
      join q on q.conversation_id = c.id and q.question_id = m.id$$,
    $$values ('USER', 'Why?', 'explain', '{"line": 3}'::jsonb, test.learn_id('ada'), null::uuid)$$, 'a question begins a conversation'
);
select is(learn.tutor_questions_left(), 2, 'and counts');
select results_eq(
    $$select queue, kind, payload, max_attempts from platform.jobs$$,
    $$select 'learn.tutor', 'answer', jsonb_build_object('question', question_id), 5 from q$$, 'it is a job'
);
create temporary table a as
    select learn.answer_question_of_tutor(question_id, 'Because.', 'model-1', 850, 0.9, true, '{"temperature": 0}') as id from q;
select results_eq(
    $$select m.conversation_id, m.role, m.content, m.model, m.response_time_ms, m.confidence, m.fallback_used, m.context,
             m.request_type, m.question_id
      from learn.ai_tutor_messages as m, a where m.id = a.id$$,
    $$select conversation_id, 'ASSISTANT', 'Because.', 'model-1', 850, 0.9, true, '{"temperature": 0}'::jsonb, 'explain', question_id from q$$,
    'which is answered'
);
select is(learn.answer_question_of_tutor(question_id, 'Otherwise.', 'model-2'), a.id, 'once: a second answer is the first') from q, a;
select is((select count(*) from learn.ai_tutor_messages), 2::bigint, 'and is not written');
select throws_ok(
    $$insert into learn.ai_tutor_messages (conversation_id, role, content, model, question_id)
      select conversation_id, 'ASSISTANT', 'Otherwise.', 'model-2', question_id from q$$,
    '23505', 'duplicate key value violates unique constraint "ai_tutor_messages_question_id_key"', 'whoever writes'
);
select throws_ok(
    format('select learn.answer_question_of_tutor(%L, ''Because.'', ''model-1'')', a.id), 'LNI03',
    format('there is no question %s', a.id), 'an answer is not answered'
) from a;

update learn.ai_tutor_conversations set updated_at = now() - interval '1 day';
select results_eq(
    format('select conversation_id from learn.ask_tutor(''And why?'', %L)', conversation_id), array[conversation_id], 'a conversation goes on'
) from q;
select is((select count(*) from learn.ai_tutor_conversations), 1::bigint, 'with no other beside it');
select is(
    (select string_agg(content, ' ' order by created_at) from learn.ai_tutor_messages), 'Why? Because. And why?', 'in its order'
);

select learn.rate_answer(id, true) from a;
select ok((select was_helpful from learn.ai_tutor_messages as m, a where m.id = a.id), 'whoever asked says whether it helped');
select learn.rate_answer(id, null) from a;
select is((select was_helpful from learn.ai_tutor_messages as m, a where m.id = a.id), null, 'and takes it back');
select throws_ok(
    format('select learn.rate_answer(%L, true)', question_id), 'LNI03', format('there is no answer %s', question_id), 'of an answer'
) from q;

select throws_ok(
    $$select learn.ask_tutor('What is it about?', lesson => test.learn_id('basics intro'))$$, 'LN006',
    format('the actor does not read lesson %s', test.learn_id('basics intro')), 'about a lesson asks who reads it'
);
select is(learn.tutor_questions_left(), 1, 'what is refused does not count');
select learn.enroll(test.learn_id('basics'));
create temporary table about as select * from learn.ask_tutor('What is it about?', lesson => test.learn_id('basics intro'));
select results_eq(
    'select c.lesson_id from about join learn.ai_tutor_conversations as c on c.id = about.conversation_id',
    array[test.learn_id('basics intro')], 'and the conversation is about it'
);
select is(learn.tutor_questions_left(), 0, 'then none is left');
select throws_ok(
    $$select learn.ask_tutor('Why?')$$, 'LNI02', 'no question left today: 3 may be put in a day', 'who has none left is refused'
);
delete from learn.ai_tutor_conversations;
select throws_ok(
    $$select learn.ask_tutor('Why?')$$, 'LNI02', 'no question left today: 3 may be put in a day', 'also after deleting what was said'
);
update learn.tutor_usage set day = day - 1;
select is(learn.tutor_questions_left(), 3, 'the next day there are all of them');
select is((select count(*) from (select learn.ask_tutor('Why?')) as asked), 1::bigint, 'which may be put');

-- Others.
create temporary table q2 as select * from learn.ask_tutor('Hello?');
create temporary table a2 as select learn.answer_question_of_tutor(question_id, 'Yes.', 'model-1') as id from q2;
select test.learn_act('bob');
select throws_ok(
    format('select learn.ask_tutor(''And?'', %L)', conversation_id), 'LNI01',
    format('there is no conversation %s of the actor', conversation_id), 'nobody asks in the conversation of another'
) from q2;
select throws_ok(
    format('select learn.rate_answer(%L, true)', id), 'LNI03', format('there is no answer %s', id), 'or says whether it helped'
) from a2;

-- Roles.
update learn.tutor_allowances set questions_a_day = 0 where role = 'INSTRUCTOR';
delete from learn.tutor_allowances where role = 'MODERATOR';
select test.learn_act('ivy');
select is(learn.tutor_questions_left(), 0, 'a role may ask nothing');
select throws_ok($$select learn.ask_tutor('Why?')$$, 'LNI02', 'no question left today: 0 may be put in a day', 'not the first question');
update learn.tutor_allowances set questions_a_day = 1 where role = 'INSTRUCTOR';
select lives_ok($$select learn.ask_tutor('Why?')$$, 'or a single question');
update learn.tutor_allowances set questions_a_day = 2 where role = 'INSTRUCTOR';
select lives_ok($$select learn.ask_tutor('Why?')$$, 'or one more');
update learn.tutor_allowances set questions_a_day = 1 where role = 'INSTRUCTOR';
select throws_ok(
    $$select learn.ask_tutor('Why?')$$, 'LNI02', 'no question left today: 1 may be put in a day', 'or fewer than were put already'
);
select test.learn_act('max');
select is(learn.tutor_questions_left(), 0, 'so may a role that is not listed');
select throws_ok($$select learn.ask_tutor('Why?')$$, 'LNI02', 'no question left today: 0 may be put in a day', 'nor ask');
select test.learn_act('eve');
select is(learn.tutor_questions_left(), null, 'another as much as it likes');
select is((select count(*) from (select learn.ask_tutor('Why?') from generate_series(1, 5)) as asked), 5::bigint, 'and does');
select test.learn_act(null);
select throws_ok(
    'select learn.tutor_questions_left()', 'LN001', 'nobody acts in this transaction, or somebody who is not an active user', 'nobody has none'
);
select throws_ok(
    'select learn.ask_tutor(''Why?'')', 'LN001', 'nobody acts in this transaction, or somebody who is not an active user', 'and asks nothing'
);

select results_eq(
    $$select role, questions_a_day from learn.tutor_allowances where role in ('STUDENT', 'ADMIN') order by role$$,
    $$values ('ADMIN', null::integer), ('STUDENT', 3)$$, 'what was not changed is as it comes'
);

select * from finish();
rollback;
