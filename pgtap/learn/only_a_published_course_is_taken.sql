begin;
select plan(24);

select test.learn_course('basics'), test.learn_course('advanced');
select test.learn_draft('draft', 'ivy', '{intro}');
insert into learn.course_prerequisites (course_id, prerequisite_id)
values (test.learn_id('advanced'), test.learn_id('basics'));
select test.learn_act('ada');

select is(learn.enroll(test.learn_id('basics')), test.learn_id('basics 1'), 'a published course is taken in its version');
select is(learn.enroll(test.learn_id('basics')), test.learn_id('basics 1'), 'taking it again changes nothing');
select results_eq(
    $$select status, lesson_count, completion_percentage from learn.course_enrollments$$,
    $$values ('ACTIVE', 3, 0)$$, 'it begins at nothing'
);
select throws_ok(
    $$select learn.enroll(test.learn_id('draft'))$$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('draft')), 'a draft is not taken'
);
select throws_ok(
    $$
        insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
        values (test.learn_id('bob'), test.learn_id('draft'), test.learn_id('draft 1'), 1)
    $$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('draft')), 'whoever writes the row'
);
insert into learn.course_versions (id, course_id, number, version)
values (test.learn_id('basics 2'), test.learn_id('basics'), 2, '2.0.0');
select throws_ok(
    $$
        insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
        values (test.learn_id('bob'), test.learn_id('basics'), test.learn_id('basics 2'), 1)
    $$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('basics')), 'nor the draft of a course that is published'
);
select throws_ok(
    $$select learn.enroll(test.learn_id('nothing'))$$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('nothing')),
    'what does not exist looks like what is not published'
);
select throws_ok(
    $$select learn.enroll(test.learn_id('advanced'))$$,
    'LNP02', 'course advanced comes after courses that are not completed', 'what comes first is completed first'
);
select is((test.error($$select learn.enroll(test.learn_id('advanced'))$$)).detail, 'basics', 'and it is said what that is');
select lives_ok(
    $$
        insert into learn.course_enrollments
            (user_id, course_id, version_id, lesson_count, lessons_completed, percentage_sum, completion_percentage,
             status, completed_at, time_spent_seconds, enrolled_at)
        values (test.learn_id('bob'), test.learn_id('basics'), test.learn_id('basics 1'), 1, 1, 100, 100, 'COMPLETED', now(), 60, now() + interval '1 day')
    $$,
    'who writes a row that is further …'
);
select results_eq(
    $$select status, lesson_count, lessons_completed, percentage_sum, time_spent_seconds, enrolled_at from learn.course_enrollments where user_id = test.learn_id('bob')$$,
    $$values ('ACTIVE', 3, 0, 0, 0::bigint, now())$$, '… begins at nothing, too'
);
select lives_ok($$select learn.drop_course(test.learn_id('basics'))$$, 'a course is dropped');
select throws_ok(
    $$select learn.record_progress(test.learn_id('basics intro'), 10)$$,
    'LNP03', format('the course of lesson %s is not taken', test.learn_id('basics intro')), 'then nothing is recorded'
);
select test.learn_act('bob'), learn.drop_course(test.learn_id('basics'));
select test.learn_act('ada');
select lives_ok($$select learn.enroll(test.learn_id('basics'))$$, 'it may be taken up again');
select is(
    (select status from learn.course_enrollments where user_id = test.learn_id('bob')), 'DROPPED', 'by who does, and nobody else'
);
select throws_ok(
    $$select learn.archive_course(test.learn_id('basics'))$$,
    'LN002', 'a user in role STUDENT may not do this: it takes courses:edit', 'who takes a course does not archive it'
);
select test.learn_act('ivy');
select throws_ok(
    $$select learn.archive_course(test.learn_id('nothing'))$$,
    'LNC05', format('there is no course %s', test.learn_id('nothing')), 'what does not exist is not archived'
);
select learn.archive_course(test.learn_id('basics'));
select results_eq(
    'select slug, status from learn.courses order by slug',
    $$values ('advanced', 'PUBLISHED'), ('basics', 'ARCHIVED'), ('draft', 'DRAFT')$$, 'a course is archived, and no other'
);
select test.learn_act('ada');
select lives_ok(
    $$select learn.record_progress(test.learn_id('basics intro'), 10)$$, 'who takes a course that is archived goes on'
);
select test.learn_act('bob');
select throws_ok(
    $$select learn.enroll(test.learn_id('basics'))$$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('basics')), 'who dropped it does not take it up again'
);
select test.learn_act('max');
select throws_ok(
    $$select learn.enroll(test.learn_id('basics'))$$,
    'LNP01', format('course %s is not open to enrolments', test.learn_id('basics')), 'nobody else takes it'
);
select throws_ok(
    $$update learn.course_enrollments set version_id = test.learn_id('advanced 1') where user_id = test.learn_id('ada')$$,
    'LNP05', 'an enrolment keeps its version, and progress never goes back', 'an enrolment keeps its version'
);

-- What comes first is completed by oneself, and not something else.
set local session_replication_role = replica;
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
values (test.learn_id('ada'), test.learn_id('draft'), test.learn_id('draft 1'), 1, 'COMPLETED', now(), 1, 100, 100),
       (test.learn_id('eve'), test.learn_id('basics'), test.learn_id('basics 1'), 3, 'COMPLETED', now(), 3, 300, 100);
set local session_replication_role = origin;
select test.learn_act('ada');
select throws_ok(
    $$select learn.enroll(test.learn_id('advanced'))$$,
    'LNP02', 'course advanced comes after courses that are not completed', 'that others completed it, or one another, is not enough'
);
select test.learn_act('eve');
select is(learn.enroll(test.learn_id('advanced')), test.learn_id('advanced 1'), 'who completed it goes on');

select * from finish();
rollback;
