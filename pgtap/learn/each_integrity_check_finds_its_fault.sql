begin;
select plan(15);

select test.learn_course();
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 100);
create temporary table attempt as select (learn.begin_quiz(test.learn_id('basics quiz quiz'))).id;
select learn.answer_question(id, test.learn_id('basics quiz q1'), array[test.learn_id('basics quiz q11')]) from attempt;
select learn.submit_quiz(id) from attempt;
select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}');
select learn.record_test_results((learn.claim_submission()).id, test.learn_results('basics code', '{true,true}'));

create function pg_temp.found(check_name text) returns text language sql as $$
    select string_agg(problem, '; ' order by problem) from platform.run_check('learn', check_name)
$$;

select set_eq(
    $$select name from platform.integrity_checks where context = 'learn'$$,
    array['enrollments_equal_their_progress', 'versions_have_the_lessons_they_count', 'prerequisites_form_no_circle',
          'completed_lessons_were_passed', 'begun_lessons_were_open', 'attempts_equal_their_answers',
          'submissions_equal_their_results', 'published_courses_teach_a_version', 'certificates_were_earned',
          'roles_may_what_those_below_may', 'days_equal_their_events', 'operations_have_no_gap', 'sessions_are_not_overcrowded'],
    'these checks are declared'
);
select is_empty(
    $$select c.name from platform.integrity_checks as c, platform.run_check(c.context, c.name) where c.context = 'learn'$$,
    'they find nothing where nothing is wrong'
);

-- Faults are written past triggers and foreign keys, as a restore or a careless repair writes.
set local session_replication_role = replica;

update learn.course_enrollments set time_spent_seconds = 7;
select is(
    pg_temp.found('enrollments_equal_their_progress'),
    'it says 200 % in sum, 2 lessons, 7 s; its lessons say 200, 2, 0', 'a sum that its lessons do not explain is found'
);
update learn.course_enrollments set lesson_count = 4, completion_percentage = 50;
insert into learn.lessons (course_id, version_id, module_id, slug, title, description, type, position)
select course_id, version_id, module_id, 'late', 'Late', '', 'THEORY', 9 from learn.lessons limit 1;
select is(
    pg_temp.found('versions_have_the_lessons_they_count'),
    format('%s is enrolled for 4 lessons of 3; it counts 3 lessons and has 4', test.learn_id('ada')),
    'a lesson that was added to a frozen version is found'
);
insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
values (test.learn_id('basics 1'), test.learn_id('basics intro'), test.learn_id('basics quiz'));
select is(
    pg_temp.found('prerequisites_form_no_circle'), 'this lesson comes before itself; this lesson comes before itself',
    'a circle is found at each of its lessons'
);
select is(
    pg_temp.found('begun_lessons_were_open'),
    format('%s comes first and is not completed', test.learn_id('basics quiz')), 'a lesson that was begun too early is found'
);
update learn.user_progress set status = 'COMPLETED', completion_percentage = 100, completed_at = now()
where lesson_id = test.learn_id('basics quiz');
select is(
    pg_temp.found('completed_lessons_were_passed'), 'its quiz was not passed', 'a quiz that was skipped is found'
);
update learn.quiz_answers set points = 0;
select is(pg_temp.found('attempts_equal_their_answers'), 'it has 1 points, its answers 0', 'points from nowhere are found');
update learn.submission_test_results set passed = false where test_case_id = test.learn_id('basics code t2');
select is(
    pg_temp.found('submissions_equal_their_results'), 'it passed 2 of 2, its results say 1 of 2',
    'a verdict that its test cases do not explain is found'
);
insert into learn.user_profiles (user_id, analytics_consent) values (test.learn_id('ada'), true);
select learn.record_events(jsonb_build_array(
    jsonb_build_object('session_id', test.learn_id('v'), 'event_type', 'hint_used', 'duration_ms', 7)));
delete from learn.learning_analytics;
insert into learn.learning_analytics (user_id, session_id, event_type, duration_ms)
values (test.learn_id('bob'), test.learn_id('v'), 'hint_used', 9);
select is(
    pg_temp.found('days_equal_their_events'),
    'it says 0 events, 0 ms; there are 1, 9 ms; it says 1 events, 7 ms; there are 0, 0 ms; it says 1 events, 7 ms; there are 1, 9 ms',
    'an event that no day counts is found, and one that a day counts and is not there'
);
update learn.courses set version = '2.0.0';
select is(
    pg_temp.found('published_courses_teach_a_version'), 'it is shown as 2.0.0 and teaches 1.0.0',
    'a course that shows another version than it teaches is found'
);
insert into learn.certificates (user_id, course_id, version_id, verification_code, issued_by)
values (test.learn_id('ada'), test.learn_id('basics'), test.learn_id('basics 1'), '00000-11111-22222-33333', 'Somebody');
select is(pg_temp.found('certificates_were_earned'), 'the course is ACTIVE', 'a certificate that was not earned is found');
delete from learn.role_permissions where role = 'MODERATOR' and permission = 'courses:create';
select is(
    pg_temp.found('roles_may_what_those_below_may'), 'INSTRUCTOR has it', 'a role that may less than the one below is found'
);
insert into learn.collaboration_sessions (id, name, version) values (test.learn_id('session'), 'Pair', 2);
insert into learn.session_operations (session_id, version, kind, position, content, client_version)
select test.learn_id('session'), version, 'INSERT', 0, 'x', 0 from unnest(array[1, 3]) as version;
insert into learn.session_participants (session_id, user_id)
select test.learn_id('session'), test.learn_id(name) from unnest(array['ada', 'bob', 'ivy']) as name;
select is(
    pg_temp.found('operations_have_no_gap'), 'it is at version 2 and has 2 operations up to 3', 'a version that is missing is found'
);
select is(pg_temp.found('sessions_are_not_overcrowded'), '3 people, room for 2', 'a session that is too full is found');

select * from finish();
rollback;
