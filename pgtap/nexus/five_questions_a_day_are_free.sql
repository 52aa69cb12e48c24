begin;
select plan(30);

select test.nexus_world();
select test.nexus_student('pupil 2', 'parent');
update nexus.subscriptions set "ariaSubjects" = '["MATHEMATIQUES"]';
set local app.current_user_id = 'pupil';

insert into nexus.aria_conversations (id, "studentId", subject) values ('untitled', 'pupil', 'MATHEMATIQUES');
select results_eq(
    format('select unlimited, left_today from nexus.aria_ask(''pupil'', ''MATHEMATIQUES'', repeat(''x'', 4000), %L)', conversation),
    $$values (true, 5)$$, 'a question in a subject of the subscription takes none of the five'
)
from unnest(array[null, 'untitled']) as conversation;
select results_eq(
    $$select length(title) from nexus.aria_conversations where subject = 'MATHEMATIQUES'$$, array[80, 80],
    'a conversation is named by the first 80 characters of its first question'
);
select results_eq(
    $$select left_today, unlimited from generate_series(1, 5) as n, nexus.aria_ask('pupil', 'NSI', 'What is tree ' || n)$$,
    $$values (4, false), (3, false), (2, false), (1, false), (0, false)$$,
    'five questions are answered, and the pupil is told how many are left'
);
select throws_like(
    $$select nexus.aria_ask('pupil', 'NSI', 'What is a tree?')$$,
    'pupil pupil has asked 5 of 5 questions on 20%',
    'the sixth is refused'
);
select is(
    left(test.sqlstate($$select nexus.aria_ask('pupil', 'SVT', 'What is a cell?')$$), 5), 'NXA01',
    'in another subject as well: NXA01'
);
select is((select count(*) from nexus.aria_messages where content ~ 'tree'), 5::bigint, 'and is not kept');
select throws_like(
    $$insert into nexus.aria_messages ("conversationId", role, content) values ('conversation', 'user', 'Directly')$$,
    'pupil pupil has asked 5 of 5 questions on 20%',
    'nor does writing directly help'
);
select results_eq(
    $$select unlimited, left_today from nexus.aria_ask('pupil', 'MATHEMATIQUES', 'What is a limit?')$$,
    $$values (true, 0)$$,
    'a subject of the subscription has no limit'
);
update nexus.subscriptions set "endDate" = '2026-03-01 12:00+00';
select is(nexus.aria_is_unlimited('pupil', 'MATHEMATIQUES', '2026-03-01 11:59:59+00'), true, 'until its last moment');
select is(nexus.aria_is_unlimited('pupil', 'MATHEMATIQUES', '2026-03-01 12:00+00'), false, 'in which it ends');
update nexus.subscriptions set "endDate" = clock_timestamp() - interval '1 second';
select is(
    left(test.sqlstate($$select nexus.aria_ask('pupil', 'MATHEMATIQUES', 'And now?')$$), 5), 'NXA01',
    'when the subscription has ended, it has one'
);
update nexus.subscriptions set "endDate" = null, status = 'CANCELLED';
select is(
    left(test.sqlstate($$select nexus.aria_ask('pupil', 'MATHEMATIQUES', 'And now?')$$), 5), 'NXA01',
    'when it was cancelled, too'
);
set local app.current_user_id = 'pupil 2';
select is(
    (select left_today from nexus.aria_ask('pupil 2', 'NSI', 'What is a tree?')), 4,
    'another pupil has a day of his own'
);

-- Midnight in Tunis is 23:00 in UTC.
select lives_ok(
    $$insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
      select 'conversation', 'user', 'q', '2026-03-02 22:59+00' from generate_series(1, 5)$$,
    'five on one day'
);
select throws_ok(
    $$insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
      values ('conversation', 'user', 'q', '2026-03-02 22:59:59.999+00')$$,
    'NXA01', 'pupil pupil has asked 5 of 5 questions on 2026-03-02',
    'the day is that of the platform''s zone'
);
select lives_ok(
    $$insert into nexus.aria_messages ("conversationId", role, content, "createdAt")
      values ('conversation', 'user', 'q', '2026-03-02 23:00+00')$$,
    'where a new one begins at midnight'
);
select throws_ok(
    $$update nexus.aria_usage set questions = 6 where day = '2026-03-02'$$,
    '23514', 'new row for relation "aria_usage" violates check constraint "aria_usage_questions_is_within_the_limit"',
    'no count passes the limit, whoever writes it'
);
select throws_ok(
    $$update nexus.aria_usage set questions = -1 where day = '2026-03-02'$$,
    '23514', 'new row for relation "aria_usage" violates check constraint "aria_usage_questions_is_within_the_limit"',
    'or falls below nothing'
);
select throws_ok(
    $$insert into nexus.aria_usage values ('pupil', '2026-03-02', 1)$$,
    '23505', 'duplicate key value violates unique constraint "aria_usage_pkey"', 'a pupil''s day is counted once'
);
select lives_ok($$update nexus.students set id = 'pupil 3' where id = 'pupil 2'$$, 'a pupil may get another id');
select is((select count(*) from nexus.aria_usage where student_id = 'pupil 3'), 1::bigint, 'and the count follows');
delete from nexus.students where id = 'pupil 3';
select is_empty($$select from nexus.aria_usage where student_id = 'pupil 3'$$, 'and goes with the pupil');

set local app.current_user_id = 'pupil';
select throws_ok(
    $$select nexus.aria_ask('pupil', 'NSI', E' \n')$$,
    'NXA02', 'a question of 1 characters: it has 1 to 4000', 'nothing is no question'
);
select throws_ok(
    $$select nexus.aria_ask('pupil', 'NSI', null)$$,
    'NXA02', 'a question of 0 characters: it has 1 to 4000', 'nor is NULL'
);
select throws_ok(
    $$select nexus.aria_ask('pupil', 'NSI', repeat('x', 4001))$$,
    'NXA02', 'a question of 4001 characters: it has 1 to 4000', 'nor is a book'
);
select throws_ok(
    $$select nexus.aria_ask('pupil', 'SVT', 'q', 'conversation')$$,
    'NXA03', 'pupil pupil has no conversation conversation about SVT',
    'a conversation is about one subject'
);
select test.nexus_parent('stranger');
set local app.current_user_id = 'stranger';
select throws_ok(
    $$select nexus.aria_ask('pupil', 'NSI', 'q')$$,
    'NX003', 'the actor may not act for pupil ''pupil''', 'nobody asks for a stranger''s child'
);
set local app.current_user_id = 'coach';
select throws_ok(
    $$select nexus.aria_ask('pupil', 'NSI', 'q')$$,
    'NX002', 'only ADMIN, ASSISTANTE, PARENT or ELEVE may do this, and the actor is COACH', 'nor does a coach'
);
set local app.current_user_id = 'parent';
select is(
    left(test.sqlstate($$select nexus.aria_ask('pupil', 'NSI', 'q')$$), 5), 'NXA01',
    'a parent asks for the child out of the same five'
);

select * from finish();
rollback;
