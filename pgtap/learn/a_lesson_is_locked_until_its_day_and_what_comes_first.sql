begin;
select plan(11);

select test.learn_course();
update learn.lessons set unlock_at = now() + interval '3 days' where id = test.learn_id('basics code');
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

select throws_ok(
    $$select learn.open_lesson(test.learn_id('basics quiz'))$$,
    'LNP04', format('lesson %s is locked', test.learn_id('basics quiz')), 'a lesson waits for the lessons before it'
);
select is(
    learn.why_locked(test.learn_id('ada'), test.learn_id('basics quiz')), 'these come first: intro', 'and says for which'
);
select throws_ok(
    $$select learn.open_lesson(test.learn_id('basics code'))$$,
    'LNP04', format('lesson %s is locked', test.learn_id('basics code')), 'a lesson waits for its day'
);
select is(
    learn.why_locked(test.learn_id('ada'), test.learn_id('basics code')),
    format('it unlocks at %s UTC', to_char((now() + interval '3 days') at time zone 'UTC', 'YYYY-MM-DD HH24:MI')),
    'and says for which'
);
select throws_ok(
    $$
        insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id, status)
        values (test.learn_id('ada'), test.learn_id('basics code'), test.learn_id('basics'), test.learn_id('basics 1'),
                test.learn_id('basics module'), 'IN_PROGRESS')
    $$,
    'LNP04', format('lesson %s is locked', test.learn_id('basics code')), 'whoever writes the row'
);
select lives_ok(
    $$
        insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id)
        values (test.learn_id('ada'), test.learn_id('basics code'), test.learn_id('basics'), test.learn_id('basics 1'),
                test.learn_id('basics module'))
    $$,
    'what is not begun may be written beforehand'
);
select throws_ok(
    $$update learn.user_progress set status = 'IN_PROGRESS' where lesson_id = test.learn_id('basics code')$$,
    'LNP04', format('lesson %s is locked', test.learn_id('basics code')), 'and is not begun by that'
);
select learn.record_progress(test.learn_id('basics intro'), 100);
select lives_ok($$select learn.open_lesson(test.learn_id('basics quiz'))$$, 'once they are completed, it opens');
update learn.lessons set unlock_at = now() where id = test.learn_id('basics code');
select lives_ok($$select learn.open_lesson(test.learn_id('basics code'))$$, 'once its day has come, it opens');
update learn.lessons set unlock_at = now() + interval '3 days' where id = test.learn_id('basics code');
select lives_ok(
    $$select learn.record_progress(test.learn_id('basics code'), 50)$$, 'who has begun goes on, though the day was put off'
);
select test.learn_act('bob');
select throws_ok(
    $$select learn.open_lesson(test.learn_id('basics intro'))$$,
    'LNP03', format('the course of lesson %s is not taken', test.learn_id('basics intro')),
    'who does not take the course opens nothing'
);

select * from finish();
rollback;
