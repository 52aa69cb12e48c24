begin;
select plan(27);

select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('zoe'), test.learn_user('max', 'MODERATOR');
select test.learn_act('ada');
create temporary table s as select learn.open_session('Pair') as id, learn.open_session('Other') as other;
select test.learn_act('bob');
select learn.join_session(id) from s;

create temporary table m as
    select learn.send_message(id, 'Hello') as hello, learn.send_message(id, 'x = 1', 'CODE', metadata => '{"language": "yul"}') as code
    from s;
select test.learn_act('ada');
create temporary table a as select learn.send_message(id, 'Hi', reply_to => hello) as hi from s, m;

select results_eq(
    $$select content, type, author_id, metadata, reply_to_id from learn.chat_messages order by created_at$$,
    $$select 'Hello', 'TEXT', test.learn_id('bob'), '{}'::jsonb, null::uuid
      union all select 'x = 1', 'CODE', test.learn_id('bob'), '{"language": "yul"}', null
      union all select 'Hi', 'TEXT', test.learn_id('ada'), '{}', hello from m$$,
    'what is said, and answered, in its order'
);
select throws_ok(
    format($$select learn.send_message(%L, 'No', reply_to => %L)$$, other, hello), 'LNS07', format('there is no message %s', hello),
    'a message is answered in its session'
) from s, m;
select throws_ok(
    format($$select learn.send_message(%L, 'I am the platform', 'SYSTEM')$$, id), 'LNS03', 'people send no message of type SYSTEM',
    'nobody speaks for the platform'
) from s;
select throws_ok(
    format($$select learn.edit_message(%L, 'Bye')$$, hello), 'LNS03', format('message %s is somebody else''s', hello),
    'nobody else edits it'
) from m;
select throws_ok(
    format($$select learn.delete_message(%L)$$, hello), 'LNS03', format('message %s is somebody else''s', hello), 'or takes it back'
) from m;

select test.learn_act('bob');
select learn.edit_message(code, 'x = ' || n) from m, generate_series(2, 4) as n;
select is(learn.edit_message(hello, 'Hello!'), 1, 'its author says it otherwise') from m;
select is(learn.edit_message(hello, 'Hello!'), 1, 'the same again is no edit') from m;
select is(learn.edit_message(hello, 'Hello there'), 2, 'and again') from m;
select results_eq(
    'select number, old_content from learn.message_edits, m where message_id = hello order by number',
    $$values (1, 'Hello'), (2, 'Hello!')$$, 'what it said before stays'
);
select results_eq(
    'select c.content, c.edited_at > now() from learn.chat_messages as c, m where c.id = hello', $$values ('Hello there', true)$$,
    'and it shows that it was edited'
);

select ok(learn.react(hi, '👍'), 'somebody reacts') from a;
select ok(not learn.react(hi, '👍'), 'once with each sign') from a;
select ok(learn.react(hi, '🎉'), 'with several') from a;
select ok(learn.unreact(hi, '👍'), 'and takes it back') from a;
select ok(not learn.unreact(hi, '👍'), 'once') from a;
select results_eq('select user_id, emoji from learn.message_reactions', $$values (test.learn_id('bob'), '🎉')$$, 'this remains');

select learn.delete_message(hello) from m;
select results_eq(
    'select c.content, c.deleted_at is not null from learn.chat_messages as c, m where c.id = hello',
    $$values ('', true)$$, 'what is taken back says nothing'
);
select results_eq(
    'select e.message_id = code, e.number from learn.message_edits as e, m order by e.number',
    $$values (true, 1), (true, 2), (true, 3)$$, 'nor what it said before, as others still do'
);
select throws_ok(
    format($$select learn.send_message(%L, 'Why?', reply_to => %L)$$, id, hello), 'LNS07', format('there is no message %s', hello),
    'and is not answered'
) from s, m;
select throws_ok(
    format($$select learn.edit_message(%L, 'Hello')$$, hello), 'LNS07', format('there is no message %s', hello), 'or edited'
) from m;

select test.learn_act('zoe');
select throws_ok(
    format($$select learn.react(%L, '👍')$$, hi), 'LNS07', format('there is no message %s', hi), 'who is not there knows of no message'
) from a;
select isnt(learn.send_message(learn.open_session('Own'), 'Alone'), null, 'also when there is a session of the own, and a message in it');
select throws_ok(
    format($$select learn.unreact(%L, '🎉')$$, hi), 'LNS07', format('there is no message %s', hi), 'in which it is not'
) from a;
select throws_ok(
    format($$select learn.send_message(%L, 'Hello')$$, id), 'LNS01', format('there is no session %s that the actor is in', id),
    'and says nothing'
) from s;
select test.learn_act('max');
select learn.delete_message(code) from m;
select is((select c.content || c.metadata from learn.chat_messages as c, m where c.id = code), '{}', 'a moderator takes it back');
select throws_ok(
    format($$select learn.delete_message(%L)$$, code), 'LNS07', format('there is no message %s', code), 'once'
) from m;
select test.learn_act('ada');
select learn.end_session(id) from s;
select throws_ok(
    format($$select learn.edit_message(%L, 'Bye')$$, hi), 'LNS02', format('session %s has ended', id), 'when it is over nothing is edited'
) from s, a;

select * from finish();
rollback;
