begin;
select plan(19);

-- Ada takes basics, Bob the other course; each course has an exercise with two hints. Of basics, the exercise unlocks
-- tomorrow, the intro unlocked an hour ago.
select test.learn_course();
select is(
    array[learn.lesson_of_quiz(id), learn.lesson_of_question(id), learn.lesson_of_exercise(id)], array[null, null, null]::uuid[],
    'what is not there is of no lesson'
) from (values (test.learn_id('nothing'))) as wanted (id);
select test.learn_course('other');
update learn.lessons set unlock_at = now() + interval '1 day' where id = test.learn_id('basics code');
update learn.lessons set unlock_at = now() - interval '1 hour' where id = test.learn_id('basics intro');
update learn.lessons set unlock_at = now() where id = test.learn_id('basics quiz');
select test.learn_act('bob'), learn.enroll(test.learn_id('other'));
select test.learn_act('ada'), learn.enroll(test.learn_id('basics'));

create function pg_temp.sees(lesson text) returns boolean language sql as $$
    select learn.sees_lesson(test.learn_id(sees.lesson))
$$;
create function pg_temp.locked(person text, lesson text) returns boolean language sql as $$
    select learn.why_locked(test.learn_id(person), test.learn_id(locked.lesson)) is not null
$$;

select ok(pg_temp.sees('basics intro'), 'what unlocked before is seen');
select ok(pg_temp.sees('basics quiz'), 'what unlocks now is seen');
select ok(not pg_temp.sees('basics code'), 'what unlocks later is not');
select ok(not pg_temp.sees('other intro'), 'nor what another takes');
select is(pg_temp.sees('no such lesson'), false, 'nor what is not there');

select ok(not pg_temp.locked('ada', 'basics intro'), 'what unlocked before is not locked');
select ok(pg_temp.locked('ada', 'basics code'), 'what unlocks later is');
select ok(not pg_temp.locked('bob', 'basics code'), 'nothing is locked for who does not take the course');
select ok(not pg_temp.locked('bob', 'other intro'), 'nor for who takes another with no lock');
select ok(pg_temp.locked('bob', 'other quiz'), 'but what has others before it');
select ok(not pg_temp.locked('ada', 'other quiz'), 'each for who takes it');

select set_eq(
    $$select hint_id from learn.available_hints(test.learn_id('basics code exercise'))$$,
    $$select test.learn_id('basics code h' || n) from generate_series(1, 2) as n$$,
    'the hints of an exercise are its own'
);
select is_empty($$select from learn.available_hints(test.learn_id('other code exercise'))$$, 'of a course that one takes');
select test.learn_act('bob'), learn.take_hint(test.learn_id('other code h1'));
select results_eq(
    $$select hint_id, taken from learn.available_hints(test.learn_id('other code exercise')) order by taken desc$$,
    $$values (test.learn_id('other code h1'), true), (test.learn_id('other code h2'), false)$$,
    'that one is taken says nothing of the other'
);
select test.learn_act('ada'), learn.enroll(test.learn_id('other'));
select is_empty(
    $$select from learn.available_hints(test.learn_id('other code exercise')) where taken$$,
    'and that somebody took it nothing of oneself'
);

-- Who else completed a lesson, and what else one completed, unlocks nothing; nor is anything locked that was enrolled in before.
select learn.record_progress(test.learn_id('other intro'), 100);
select test.learn_act('bob'), learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 100);
select ok(pg_temp.locked('ada', 'basics quiz'), 'a lesson waits until one has completed what comes first');
select ok(not pg_temp.locked('bob', 'basics quiz'), 'oneself');
set local session_replication_role = replica;
update learn.course_enrollments set enrolled_at = now() - interval '1 day';
set local session_replication_role = origin;
select ok(not pg_temp.locked('ada', 'basics intro'), 'what unlocked after the enrolment, and is past, is open');

select * from finish();
rollback;
