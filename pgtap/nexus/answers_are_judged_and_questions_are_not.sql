begin;
select plan(16);

select test.nexus_world();
set local app.current_user_id = 'pupil';

create temporary table asked as select * from nexus.aria_ask('pupil', 'NSI', '  What is a
 tree? ');
create temporary table answered as select nexus.aria_answer(conversation_id, 'A graph without cycles.') as id from asked;

select results_eq(
    $$select c.title, m.role, m.content from nexus.aria_conversations as c join asked as a on a.conversation_id = c.id
      join nexus.aria_messages as m on m."conversationId" = c.id order by m."createdAt", m.role desc$$,
    $$values (' What is a tree? ', 'user', '  What is a
 tree? '), (' What is a tree? ', 'assistant', 'A graph without cycles.')$$,
    'question and answer are kept in order, and the question names the conversation'
);
create temporary table elsewhere as select * from nexus.aria_ask('pupil', 'SVT', 'What is a cell?');
select throws_ok(
    format('select nexus.aria_answer(%L, %L)', conversation_id, 'Another.'),
    'NXA03', format('nothing in conversation ''%s'' waits for an answer', conversation_id),
    'a question has one answer, though another one waits elsewhere'
) from asked;
select throws_ok(
    $$select nexus.aria_answer('gone', 'An answer.')$$,
    'NXA03', 'nothing in conversation ''gone'' waits for an answer', 'a conversation that is not there has none'
);
select throws_ok(
    format('select nexus.aria_answer(%L, %L)', conversation_id, ''),
    'NXA02', 'an answer of 0 characters: it has 1 to 100000', 'nothing is no answer'
) from asked;
select throws_ok(
    format('select nexus.aria_answer(%L, %s)', conversation_id, answer),
    'NXA02', format('an answer of %s characters: it has 1 to 100000', length), why
) from elsewhere, (values ('null', 0, 'nor is NULL'), ('repeat(''x'', 100001)', 100001, 'nor is a library')) as tried (answer, length, why);
select lives_ok(
    format('select nexus.aria_answer(%L, repeat(''x'', 100000))', conversation_id), 'a book is'
) from elsewhere;
delete from nexus.aria_conversations where id not in (select conversation_id from asked);
select is(
    (select conversation_id from nexus.aria_ask('pupil', 'NSI', 'And a forest?', (select conversation_id from asked))),
    (select conversation_id from asked), 'a conversation goes on'
);

select lives_ok(format('select nexus.aria_judge(%L, true)', id), 'an answer is judged') from answered;
select is((select feedback from nexus.aria_messages where id = (select id from answered)), true, 'and the judgement kept');
select throws_ok(
    format('select nexus.aria_judge(%L, true)', message_id),
    'NXA04', format('message %s is a question', message_id), 'a question is not'
) from asked;
select throws_ok(
    format('update nexus.aria_messages set feedback = true where id = %L', message_id),
    '23514',
    'new row for relation "aria_messages" violates check constraint "aria_messages_feedback_is_about_an_answer"',
    'nor by writing directly'
) from asked;
select throws_ok(
    $$select nexus.aria_judge('gone', true)$$,
    'NX003', 'the actor may not act for pupil NULL', 'nor is what is not there'
);
select test.nexus_parent('stranger');
set local app.current_user_id = 'stranger';
select throws_ok(
    format('select nexus.aria_judge(%L, true)', id),
    'NX003', 'the actor may not act for pupil ''pupil''', 'nobody judges the answers to others'
) from answered;

set local app.current_user_id = 'parent';
select lives_ok(format('select nexus.aria_judge(%L, null)', id), 'a judgement can be taken back') from answered;
select is((select feedback from nexus.aria_messages where id = (select id from answered)), null, 'and is gone');

select * from finish();
rollback;
