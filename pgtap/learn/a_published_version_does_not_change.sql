begin;
select plan(56);

select test.learn_world();

-- Every table of content, in the version that is published.
create temporary table content (relation text, change text, condition text);
insert into content values
    ('modules', 'title = ''Other''', 'version_id = test.learn_id(''basics 1'')'),
    ('lessons', 'title = ''Other''', 'version_id = test.learn_id(''basics 1'')'),
    ('lesson_prerequisites', 'created_at = created_at + interval ''1 second''', 'true'),
    ('module_translations', 'title = ''Autre''', 'true'),
    ('lesson_translations', 'title = ''Autre''', 'true'),
    ('quizzes', 'passing_score = 1', 'true'),
    ('quiz_questions', 'points = 2', 'true'),
    ('quiz_options', 'label = ''Other''', 'true'),
    ('quiz_correct_options', 'option_id = test.learn_id(''basics quiz q12'')', 'question_id = test.learn_id(''basics quiz q1'')'),
    ('quiz_question_keys', 'accepted_answers = ''{ether}''', 'true'),
    ('exercises', 'passing_score = 1', 'true'),
    ('exercise_solutions', 'solution_code = ''none''', 'true'),
    ('exercise_test_cases', 'is_hidden = false', 'true'),
    ('exercise_hints', 'xp_penalty = 0', 'true');

create function pg_temp.refusal() returns text language sql as $$
    select format('version 1.0.0 was published on %s and does not change', (now() at time zone 'UTC')::date)
$$;

select throws_ok(
    format('update learn.%I set %s where %s', relation, change, condition),
    'LNC02', pg_temp.refusal(), format('%s: no row changes', relation)
)
from content;

select throws_ok(
    format('delete from learn.%I where %s', relation, condition),
    'LNC02', pg_temp.refusal(), format('%s: no row goes', relation)
)
from content;

-- A copy of a row, under another key where it has one: the trigger speaks before any constraint does.
select throws_ok(
    format('insert into learn.%1$I select * from learn.%1$I where %2$s limit 1', relation, condition),
    'LNC02', pg_temp.refusal(), format('%s: no row is added', relation)
)
from content
where relation !~ '_translations$';

select lives_ok(
    $$
        insert into learn.lesson_translations (lesson_id, language, title, description)
            values (test.learn_id('basics quiz'), 'fr', 'Questions', '');
        insert into learn.module_translations (module_id, language, title, description)
            values (test.learn_id('basics module'), 'en', 'Module', '')
    $$,
    'a language may be added'
);
select lives_ok(
    $$update learn.lessons set unlock_at = now() + interval '1 day' where id = test.learn_id('basics quiz')$$,
    'when a lesson unlocks may be changed'
);
select lives_ok(
    $$update learn.lessons set title = 'Other' where version_id = test.learn_id('advanced 1')$$,
    'a draft changes'
);
select throws_ok(
    $$
        update learn.lessons set version_id = test.learn_id('basics 1'), course_id = test.learn_id('basics'),
            module_id = test.learn_id('basics module'), position = 9, slug = 'smuggled'
        where version_id = test.learn_id('advanced 1')
    $$,
    'LNC02', pg_temp.refusal(), 'no lesson of a draft moves into it'
);
select throws_ok(
    format('update learn.course_versions set %s where id = test.learn_id(''basics 1'')', change),
    'LNC02', pg_temp.refusal(), format('the version keeps its terms: not %s', change)
)
from unnest(array[
    'version = ''2.0.0''', 'number = 7', 'lesson_count = 7', 'published_at = now() + interval ''1 second''',
    'status = ''DRAFT'', published_at = null', 'published_by = test.learn_id(''eve'')'
]) as change;
select throws_ok(
    $$delete from learn.courses where id = test.learn_id('basics')$$,
    'LNC02', pg_temp.refusal(), 'a course that was published is not deleted'
);
select lives_ok(
    $$delete from learn.courses where id = test.learn_id('advanced')$$,
    'a course that never was is deleted with all that is in it'
);
select lives_ok(
    $$update learn.course_versions set published_by = null, notes = 'Last of its kind' where id = test.learn_id('basics 1')$$,
    'whoever published it may leave, and notes may be written'
);
select lives_ok(
    $$update learn.course_versions set status = 'ARCHIVED' where id = test.learn_id('basics 1')$$,
    'it may be archived'
);
select throws_ok(
    $$update learn.course_versions set status = 'PUBLISHED' where id = test.learn_id('basics 1')$$,
    'LNC02', pg_temp.refusal(), 'and is not published again'
);
select throws_ok(
    $$update learn.lessons set title = 'Other' where id = test.learn_id('basics intro')$$,
    'LNC02', pg_temp.refusal(), 'an archived version is as frozen'
);

select * from finish();
rollback;
