begin;
select plan(36);

select test.learn_draft('basics', 'ivy', '{quiz}'), test.learn_draft('other', 'ivy', '{quiz}')
from (select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('zoe'), test.learn_user('ivy', 'INSTRUCTOR')) as people;
select test.learn_quiz('basics quiz'), test.learn_quiz('other quiz');
update learn.quizzes set max_attempts = 3, passing_score = 67;
select test.learn_publish('basics');
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

create function pg_temp.begin() returns uuid language sql as $$
    select (learn.begin_quiz(test.learn_id('basics quiz quiz'))).id
$$;
create function pg_temp.answer(question text, options text[], said text default null) returns void language sql as $$
    select learn.answer_question(
        pg_temp.begin(), test.learn_id('basics quiz ' || question),
        array(select test.learn_id('basics quiz ' || o) from unnest(options) as o), said
    )
$$;

select is(pg_temp.begin(), pg_temp.begin(), 'who begins twice goes on with one attempt');
select throws_ok(
    format('select pg_temp.answer(%L, %L, %L)', question, options, said),
    'LNQ04', format('the answer does not fit question %s: %s', substr(question, 2), problem), format('refused: %s', problem)
)
from (values
    ('q1', '{q11,q12}'::text[], null, 'it wants one option'), ('q1', '{q21}', null, 'an option is not its own'),
    ('q2', '{}', 'wei', 'it wants options, not a text'), ('q3', '{q11}', null, 'it has no options')
) as wrong (question, options, said, problem);

select throws_ok(
    $$select learn.answer_question(pg_temp.begin(), test.learn_id('no such question'))$$,
    'LNQ01', format('there is no question %s in this quiz', test.learn_id('no such question')), 'a quiz asks its own questions'
);
select throws_ok(
    $$select learn.begin_quiz(test.learn_id('no such quiz'))$$,
    'LNQ01', format('there is no quiz %s', test.learn_id('no such quiz')), 'what is not there is not begun'
);
select lives_ok(
    $$select learn.answer_question(pg_temp.begin(), test.learn_id('basics quiz q1'), array[test.learn_id('basics quiz q13'), null])$$,
    'an option that is not named is none'
);
select pg_temp.answer('q1', '{}');
select is((select count(*) from learn.quiz_answer_options), 0::bigint, 'who chose something may choose nothing again');

select pg_temp.answer('q1', '{q12}'), pg_temp.answer('q2', '{q21,q22,q23}'), pg_temp.answer('q3', '{}', ' WEI ');
select is((select count(*) from learn.quiz_answers where is_correct is not null), 0::bigint, 'nothing is told before it is handed in');
select throws_ok(
    $$select learn.review_quiz(pg_temp.begin())$$, 'LNQ03', 'attempt 1 was not handed in', 'nor reviewed'
);
create temporary table first as select pg_temp.begin() as id;
select is(
    (select row(g.status, g.points, g.score, g.passed)::text from first, learn.submit_quiz(id) as g), '(SUBMITTED,1,33,f)',
    'an option too many is wrong; capitals and spaces do not matter'
);
select results_eq(
    $$select "position", is_correct, points, explanation from first, learn.review_quiz(id)$$,
    $$values (1, false, 0, null::text), (2, false, 0, null), (3, true, 1, null)$$,
    'then it is told which were right, and not why'
);
select is(
    (select row(status, completion_percentage, attempts, score)::text from learn.user_progress), '(FAILED,0,1,33)',
    'what failed does not complete the lesson'
);
select throws_ok(
    $$select learn.submit_quiz(id) from first$$, 'LNQ03', 'attempt 1 is SUBMITTED', 'an attempt is handed in once'
);

select pg_temp.answer('q1', '{q12}'), pg_temp.answer('q1', '{q11}'), pg_temp.answer('q2', '{q22,q21,q21}');
create temporary table second as select pg_temp.begin() as id;
select is(
    (select row(g.number, g.points, g.score, g.passed)::text from second, learn.submit_quiz(id) as g), '(2,2,66,f)',
    'the last answer counts, in any order; what is not answered counts nothing'
);
select results_eq(
    $$select "position", is_correct, points from second, learn.review_quiz(id)$$,
    $$values (1, true, 1), (2, true, 1), (3, false, 0)$$, 'nor is it right when it is reviewed'
);
select pg_temp.answer('q1', '{q11}'), pg_temp.answer('q2', '{q22,q21}'), pg_temp.answer('q3', '{}', 'wei');
create temporary table third as select pg_temp.begin() as id;
select is(
    (select row(g.number, g.score, g.passed)::text from third, learn.submit_quiz(id) as g), '(3,100,t)', 'all right'
);
select results_eq(
    $$select explanation from third, learn.review_quiz(id) where "position" = 3$$,
    array['The smallest unit.'], 'who passed learns why'
);
select is(
    (select row(p.status, p.attempts, p.score, e.status)::text
     from learn.user_progress as p join learn.course_enrollments as e using (user_id)),
    '(COMPLETED,3,100,COMPLETED)', 'and has completed the lesson, the last of the course'
);
select throws_ok('select pg_temp.begin()', 'LNQ02', 'all 3 attempts are used', 'no more than the quiz allows');

select test.learn_act('bob');
select learn.enroll(test.learn_id('basics'));
select throws_ok(
    $$select learn.submit_quiz(id) from first$$,
    'LNQ01', format('there is no attempt %s', (select id from first)), 'nobody touches the attempt of somebody else'
);
select throws_ok(
    $$select learn.review_quiz(id) from third$$,
    'LNQ01', format('there is no attempt %s', (select id from third)), 'nor reads it'
);
create temporary table late as select pg_temp.begin() as id;
update learn.quiz_attempts set started_at = now() - interval '1 hour', deadline_at = now() where id = (select id from late);
select throws_ok(
    format('select learn.answer_question(%L, test.learn_id(''basics quiz q1''))', id), 'LNQ03',
    format('the time of attempt 1 was over at %s UTC', to_char(now() at time zone 'UTC', 'HH24:MI:SS')), 'what is late is not answered'
) from late;
select is(
    (select row(g.status, g.score, g.passed)::text from late, learn.submit_quiz(id) as g), '(EXPIRED,,)',
    'what is handed in late is not graded'
);
select results_eq(
    $$select status, attempts from learn.user_progress where user_id = test.learn_id('bob') and lesson_id = test.learn_id('basics quiz')$$,
    $$values ('FAILED', 1)$$, 'but counts'
);
create temporary table later as select pg_temp.begin() as id;
update learn.user_progress set status = 'IN_PROGRESS' where user_id = test.learn_id('bob');
update learn.quiz_attempts set started_at = now() - interval '1 hour', deadline_at = now() where id = (select id from later);
select isnt(pg_temp.begin(), id, 'when the time of one is over another is begun') from later;
select results_eq(
    $$select p.status, p.attempts, a.status from learn.user_progress as p, learn.quiz_attempts as a, later
      where p.user_id = test.learn_id('bob') and p.lesson_id = test.learn_id('basics quiz') and a.id = later.id$$,
    $$values ('FAILED', 2, 'EXPIRED')$$, 'and the one that nobody handed in counts, too'
);

-- Of somebody else's answers nothing counts, nor of what the others made of theirs.
select pg_temp.answer('q1', '{q11}'), pg_temp.answer('q2', '{q21}'), pg_temp.answer('q3', '{}', 'gwei');
select is(
    (select row(g.number, g.points, g.score, g.passed)::text from learn.submit_quiz(pg_temp.begin()) as g), '(3,1,33,f)',
    'an option too few is wrong, and so is another text'
);
select results_eq(
    $$select u.name, p.status, p.attempts, p.score
      from learn.user_progress as p join learn.users as u on u.id = p.user_id order by u.name$$,
    $$values ('ada', 'COMPLETED', 3, 100), ('bob', 'FAILED', 3, 33)$$, 'each attempt is one of who made it'
);
select test.learn_act('zoe');
select learn.enroll(test.learn_id('basics'));
select is(
    (select row(g.points, g.score, g.passed)::text from learn.submit_quiz(pg_temp.begin()) as g), '(0,0,f)',
    'who answers nothing has no points'
);
set local session_replication_role = replica;
update learn.quizzes set passing_score = 33;
set local session_replication_role = origin;
select pg_temp.answer('q1', '{q11}');
select is(
    (select row(g.score, g.passed)::text from learn.submit_quiz(pg_temp.begin()) as g), '(33,t)', 'as much as is asked for passes'
);
create function pg_temp.zoe() returns text language sql as $$
    select row(p.status, p.completion_percentage, p.attempts, p.score)::text from learn.user_progress as p
    where p.user_id = test.learn_id('zoe')
$$;
select is(pg_temp.zoe(), '(COMPLETED,100,2,33)', 'and completes the lesson, whatever failed before');
create temporary table last as select pg_temp.begin() as id;
select is(
    (select row(g.score, g.passed)::text from last, learn.submit_quiz(id) as g), '(0,f)', 'an attempt that fails after that fails'
);
select is(pg_temp.zoe(), '(COMPLETED,100,3,33)', 'and takes nothing back');
set local session_replication_role = replica;
update learn.quizzes set max_attempts = 2;
set local session_replication_role = origin;
select throws_ok(
    'select pg_temp.begin()', 'LNQ02', 'all 2 attempts are used', 'who tried more often than is allowed now begins no other'
);

select * from finish();
rollback;
