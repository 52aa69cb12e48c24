begin;
select plan(29);

select test.learn_course();
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

select is(
    (learn.record_progress(test.learn_id('basics intro'), 40, 60)).completion_percentage, 40, 'a lesson is begun'
);
select is(
    (learn.record_progress(test.learn_id('basics intro'), 30, 60)).completion_percentage, 40,
    'who sends an older state changes nothing'
);
select is(
    (select time_spent_seconds from learn.user_progress), 120, 'but the time counts'
);
select is(
    (select row(started_at, completed_at, status)::text from learn.user_progress), row(now(), null::timestamptz, 'IN_PROGRESS')::text,
    'it knows when it was begun'
);

select throws_ok(
    format('update learn.user_progress set %s', change),
    'LNP05', format('progress in lesson %s never goes back', test.learn_id('basics intro')),
    format('nobody writes %s', change)
)
from unnest(array[
    'completion_percentage = 39', 'time_spent_seconds = 119', 'status = ''NOT_STARTED'', completion_percentage = 40',
    'user_id = test.learn_id(''bob'')', 'module_id = gen_random_uuid()'
]) as change;

update learn.user_progress set attempts = 1, hints_used = 1, score = 80;
select throws_ok(
    format('update learn.user_progress set %s', change),
    'LNP05', format('progress in lesson %s never goes back', test.learn_id('basics intro')),
    format('nobody writes %s', change)
)
from unnest(array['attempts = 0', 'hints_used = 0', 'score = 79', 'score = null']) as change;

select is(
    (learn.record_progress(test.learn_id('basics intro'), 100)).status, 'COMPLETED', 'at 100 per cent it is completed'
);
select throws_ok(
    $$update learn.user_progress set status = 'IN_PROGRESS', completion_percentage = 99$$,
    'LNP05', format('progress in lesson %s never goes back', test.learn_id('basics intro')), 'and stays so'
);
update learn.user_progress set completed_at = '2030-01-01', started_at = '2030-01-01', status = 'FAILED';
select is(
    (select row(started_at, completed_at, status)::text from learn.user_progress), row(now(), now(), 'COMPLETED')::text,
    'nobody writes when it was, or that it failed'
);
select throws_ok(
    format('update learn.course_enrollments set %s', change),
    'LNP05', 'an enrolment keeps its version, and progress never goes back', format('nor does the sum go back: %s', change)
)
from unnest(array['percentage_sum = 99', 'lessons_completed = 0', 'time_spent_seconds = 119']) as change;
-- That somebody else passed it, and one something else, is no matter.
set local session_replication_role = replica;
insert into learn.quiz_attempts
    (user_id, lesson_id, quiz_id, number, status, points, max_points, score, passed, submitted_at)
select test.learn_id(who), test.learn_id('basics quiz'), test.learn_id(quiz), 1, 'SUBMITTED', score, 100, score, score >= 70, now()
from (values ('bob', 'basics quiz quiz', 100), ('ada', 'basics quiz quiz', 50), ('ada', 'other quiz', 100)) as tried (who, quiz, score);
insert into learn.code_submissions
    (user_id, lesson_id, exercise_id, code, status, score, tests_passed, tests_total, finished_at)
select test.learn_id(who), test.learn_id(lesson), test.learn_id(exercise), 'contract A {}', verdict, 50, 1, 2, now()
from (values ('bob', 'basics code', 'basics code exercise', 'PASSED'), ('ada', 'basics code', 'basics code exercise', 'FAILED'),
             ('ada', 'basics code', 'other exercise', 'PASSED'), ('ada', 'other', 'basics code exercise', 'PASSED'))
    as handed_in (who, lesson, exercise, verdict);
set local session_replication_role = origin;
select throws_ok(
    $$select learn.record_progress(test.learn_id('basics quiz'), 100)$$,
    'LNP06', format('lesson %s is completed by passing its quiz or exercise', test.learn_id('basics quiz')),
    'a quiz is not completed by saying so'
);
select throws_ok(
    $$select learn.record_progress(test.learn_id('basics code'), 100)$$,
    'LNP06', format('lesson %s is completed by passing its quiz or exercise', test.learn_id('basics code')),
    'nor is an exercise'
);
select test.learn_act('bob'), learn.enroll(test.learn_id('basics'));
delete from learn.code_submissions where user_id = test.learn_id('bob');
select throws_ok(
    $$
        insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id, completion_percentage)
        values (test.learn_id('bob'), test.learn_id('basics code'), test.learn_id('basics'), test.learn_id('basics 1'),
                test.learn_id('basics module'), 100)
    $$,
    'LNP06', format('lesson %s is completed by passing its quiz or exercise', test.learn_id('basics code')), 'whoever writes the row'
);
insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id, completion_percentage)
values (test.learn_id('bob'), test.learn_id('basics code'), test.learn_id('basics'), test.learn_id('basics 1'), test.learn_id('basics module'), 1);
select is(
    (select row(status, started_at)::text from learn.user_progress where user_id = test.learn_id('bob')), row('IN_PROGRESS', now())::text,
    'who has done one per cent has begun'
);
select test.learn_act('ada');
select is(
    (learn.record_progress(test.learn_id('basics code'), 99)).status, 'IN_PROGRESS', '99 per cent may be said'
);

-- A row that was written beforehand.
select test.learn_act('bob');
select learn.enroll(test.learn_id('basics')), learn.record_progress(test.learn_id('basics intro'), 100);
insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id)
select test.learn_id(name), test.learn_id('basics quiz'), test.learn_id('basics'), test.learn_id('basics 1'),
       test.learn_id('basics module')
from unnest(array['ada', 'bob']) as name;
select is(
    (select row(p.user_id, p.status)::text from learn.open_lesson(test.learn_id('basics quiz')) as p),
    row(test.learn_id('bob'), 'IN_PROGRESS')::text, 'a lesson that was not started is begun when it is opened'
);
select results_eq(
    $$select u.name, l.slug, p.status
      from learn.user_progress as p join learn.users as u on u.id = p.user_id join learn.lessons as l on l.id = p.lesson_id
      order by u.name, l.slug$$,
    $$values ('ada', 'code', 'IN_PROGRESS'), ('ada', 'intro', 'COMPLETED'), ('ada', 'quiz', 'NOT_STARTED'),
             ('bob', 'code', 'IN_PROGRESS'), ('bob', 'intro', 'COMPLETED'), ('bob', 'quiz', 'IN_PROGRESS')$$,
    'and no other'
);

set local session_replication_role = replica;
update learn.course_enrollments set status = 'COMPLETED', lessons_completed = 3, percentage_sum = 300, completion_percentage = 100, completed_at = now()
where user_id = test.learn_id('ada');
set local session_replication_role = origin;
select throws_ok(
    format('update learn.course_enrollments set completed_at = %L where user_id = test.learn_id(''ada'')', day),
    'LNP05', 'an enrolment keeps its version, and progress never goes back', 'nor does the day of its completion'
)
from unnest(array[null, now() + interval '1 day']) as day;
select lives_ok(
    $$update learn.course_enrollments set time_spent_seconds = time_spent_seconds + 1 where user_id = test.learn_id('ada')$$,
    'though who completed it goes on learning'
);

select * from finish();
rollback;
