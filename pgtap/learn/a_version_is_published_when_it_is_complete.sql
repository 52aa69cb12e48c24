begin;
select plan(15);

select test.learn_user('ivy', 'INSTRUCTOR'), test.learn_user('sam', 'INSTRUCTOR'), test.learn_user('max', 'MODERATOR'),
    test.learn_user('ada');
select test.learn_draft('basics', 'ivy', '{intro,quiz,code}'), test.learn_draft('bare', 'ivy', '{}'),
    test.learn_draft('other', 'sam', '{intro,quiz,code}'), test.learn_draft('odd', 'sam', '{code}');
select test.learn_quiz('other quiz'), test.learn_exercise('other code');
insert into learn.modules (course_id, version_id, slug, title, description, position)
values (test.learn_id('basics'), test.learn_id('basics 1'), 'empty', 'Empty', '', 2);
insert into learn.quizzes (id, lesson_id, title) values (test.learn_id('quiz'), test.learn_id('basics quiz'), 'Quiz');

create function pg_temp.publish() returns void language sql as $$
    select learn.publish_course_version(test.learn_id('basics 1'))
$$;

select throws_ok('select pg_temp.publish()', 'LN001', 'nobody acts in this transaction, or somebody who is not an active user',
                 'nobody publishes');
select test.learn_act('ada');
select throws_ok('select pg_temp.publish()', 'LN002', 'a user in role STUDENT may not do this: it takes courses:edit',
                 'a student does not publish');
select test.learn_act('sam');
select throws_ok('select pg_temp.publish()', 'LN002', 'this course is somebody else''s',
                 'another instructor does not publish');
select test.learn_act('ivy');
select throws_ok('select pg_temp.publish()', 'LNC04', 'version 1.0.0 cannot be published: 3 things are missing',
                 'a version that is not complete is not published');
select results_eq(
    $$select * from learn.what_is_missing(test.learn_id('basics 1'))$$,
    array['module/quiz is a quiz without questions', 'module/code has no exercise with a test case',
          'module empty has no lesson'],
    'all that is missing is told, in the order of the course'
);

insert into learn.quiz_questions (id, quiz_id, position, kind, prompt)
select test.learn_id(kind), test.learn_id('quiz'), place, kind, 'Which?'
from unnest(array['SINGLE_CHOICE', 'MULTIPLE_CHOICE', 'SHORT_TEXT']) with ordinality as listed (kind, place);
select test.learn_exercise('basics code');
delete from learn.modules where slug = 'empty';
select results_eq(
    $$select * from learn.what_is_missing(test.learn_id('basics 1'))$$,
    array['question 1 of module/quiz has 0 right options, not one', 'question 2 of module/quiz has no right option',
          'question 3 of module/quiz accepts no answer'],
    'a question without a right answer is missing something'
);

insert into learn.quiz_options (id, question_id, position, label)
select test.learn_id(kind || place), test.learn_id(kind), place, 'This'
from unnest(array['SINGLE_CHOICE', 'MULTIPLE_CHOICE']) as kind, generate_series(1, 2) as place;
insert into learn.quiz_correct_options (question_id, option_id)
select test.learn_id(kind), test.learn_id(kind || place)
from unnest(array['SINGLE_CHOICE', 'MULTIPLE_CHOICE']) as kind, generate_series(1, 2) as place;
insert into learn.quiz_question_keys (question_id, accepted_answers) values (test.learn_id('SHORT_TEXT'), '{wei}');
select results_eq(
    $$select * from learn.what_is_missing(test.learn_id('basics 1'))$$,
    array['question 1 of module/quiz has 2 right options, not one'],
    'of a single choice exactly one option is right'
);
delete from learn.quiz_correct_options where option_id = test.learn_id('SINGLE_CHOICE2');

select lives_ok('select pg_temp.publish()', 'a complete version is published by its author');
select results_eq(
    $$
        select v.status, v.lesson_count, v.published_by, c.status, c.version
        from learn.course_versions as v join learn.courses as c on c.id = v.course_id
        where c.slug = 'basics'
    $$,
    $$values ('PUBLISHED', 3, test.learn_id('ivy'), 'PUBLISHED', '1.0.0')$$,
    'it knows its lessons and who published it, and its course is open'
);
select test.learn_act('max');
select throws_ok('select pg_temp.publish()', 'LNC03', 'version 1.0.0 is PUBLISHED already', 'it is published once');
select throws_ok(
    $$select learn.publish_course_version(test.learn_id('nothing'))$$,
    'LNC05', format('there is no version %s', test.learn_id('nothing')), 'what is not there is not published'
);
select lives_ok(
    $$select learn.archive_course(test.learn_id('basics'))$$, 'a moderator closes the course of somebody else'
);

select results_eq(
    $$select v.status, c.status from learn.course_versions as v join learn.courses as c on c.id = v.course_id where c.slug = 'bare'$$,
    $$values ('DRAFT', 'DRAFT')$$, 'another course is as it was'
);
select results_eq(
    $$select * from learn.what_is_missing(test.learn_id('bare 1'))$$, array['there is no lesson', 'module module has no lesson'],
    'and is missing all of it'
);

-- A lesson with code may ask questions, too; its module comes after any other word. Its exercise has no test case, while those of
-- other courses have theirs.
update learn.modules set slug = 'zoo' where id = test.learn_id('odd module');
insert into learn.exercises (lesson_id, kind, title, instructions)
values (test.learn_id('odd code'), 'CODE_COMPLETION', 'Exercise', 'Write it.');
insert into learn.quizzes (id, lesson_id, title) values (test.learn_id('odd quiz'), test.learn_id('odd code'), 'Quiz');
insert into learn.quiz_questions (quiz_id, position, kind, prompt) values (test.learn_id('odd quiz'), 1, 'SINGLE_CHOICE', 'Which?');
select results_eq(
    $$select * from learn.what_is_missing(test.learn_id('odd 1'))$$,
    array['zoo/code has no exercise with a test case', 'question 1 of zoo/code has 0 right options, not one'],
    'what is missing of a lesson is told before what is missing of its questions'
);

select * from finish();
rollback;
