begin;
select plan(15);

select test.learn_world();
select test.learn_act('ivy');

create temporary table made as
    select learn.draft_course_version(test.learn_id('basics'), '1.1.0') as id;

-- Everything that a version holds, without ids and times: equal for two versions that say the same.
create function pg_temp.said(version uuid) returns setof text language sql as $$
    select to_jsonb(l) - '{id,course_id,version_id,module_id,origin_id,created_at,updated_at}'::text[]
        || jsonb_build_object(
            'module', (select to_jsonb(m) - '{id,course_id,version_id,origin_id,created_at,updated_at}'::text[]
                       from learn.modules as m where m.id = l.module_id),
            'module translations', (select jsonb_agg(to_jsonb(t) - '{module_id,created_at,updated_at}'::text[] order by t.language)
                                    from learn.module_translations as t where t.module_id = l.module_id),
            'translations', (select jsonb_agg(to_jsonb(t) - '{lesson_id,created_at,updated_at}'::text[] order by t.language)
                             from learn.lesson_translations as t where t.lesson_id = l.id),
            'prerequisites', (select jsonb_agg(f.slug order by f.slug)
                              from learn.lesson_prerequisites as p join learn.lessons as f on f.id = p.prerequisite_id
                              where p.lesson_id = l.id),
            'quiz', (select to_jsonb(q) - '{id,lesson_id,created_at,updated_at}'::text[] from learn.quizzes as q where q.lesson_id = l.id),
            'questions', (
                select jsonb_agg(to_jsonb(n) - '{id,quiz_id,created_at,updated_at}'::text[] || jsonb_build_object(
                    'key', (select to_jsonb(k) - '{question_id,created_at,updated_at}'::text[]
                            from learn.quiz_question_keys as k where k.question_id = n.id),
                    'options', (select jsonb_agg(jsonb_build_array(o.position, o.label, c.option_id is not null) order by o.position)
                                from learn.quiz_options as o
                                left join learn.quiz_correct_options as c on c.option_id = o.id
                                where o.question_id = n.id)
                ) order by n.position)
                from learn.quizzes as q join learn.quiz_questions as n on n.quiz_id = q.id where q.lesson_id = l.id
            ),
            'exercise', (
                select to_jsonb(e) - '{id,lesson_id,created_at,updated_at}'::text[] || jsonb_build_object(
                    'solution', (select s.solution_code from learn.exercise_solutions as s where s.exercise_id = e.id),
                    'tests', (select jsonb_agg(to_jsonb(t) - '{id,exercise_id,created_at,updated_at}'::text[] order by t.position)
                              from learn.exercise_test_cases as t where t.exercise_id = e.id),
                    'hints', (select jsonb_agg(to_jsonb(h) - '{id,exercise_id,created_at,updated_at}'::text[] order by h.level)
                              from learn.exercise_hints as h where h.exercise_id = e.id)
                )
                from learn.exercises as e where e.lesson_id = l.id
            )
        )
    from learn.lessons as l where l.version_id = version
$$;

select throws_ok(
    $$select learn.draft_course_version(test.learn_id('nothing'), '1.0.0')$$,
    'LNC05', format('there is no course %s', test.learn_id('nothing')), 'a version is one of a course'
);
insert into learn.courses (id, slug, title, description, estimated_minutes, author_id)
values (test.learn_id('new'), 'new', 'New', '', 60, test.learn_id('ivy'));
select learn.draft_course_version(test.learn_id('new'), '0.1.0');
select results_eq(
    $$select number, version from learn.course_versions where course_id = test.learn_id('new')$$, $$values (1, '0.1.0')$$,
    'the first one copies nothing'
);
select isnt_empty($$select pg_temp.said(test.learn_id('basics 1'))$$, 'the last version says something');
select set_eq(
    $$select pg_temp.said((select id from made))$$, $$select pg_temp.said(test.learn_id('basics 1'))$$,
    'the next one says the same'
);
select set_eq(
    $$select origin_id from learn.lessons where version_id = (select id from made)$$,
    $$select id from learn.lessons where version_id = test.learn_id('basics 1')$$,
    'its lessons know where they come from'
);
select is(
    (select row(number, version, status)::text from learn.course_versions where id = (select id from made)), '(2,1.1.0,DRAFT)',
    'it is the second, and a draft'
);
select throws_ok(
    $$select learn.draft_course_version(test.learn_id('basics'), '1.2.0')$$,
    'LNC03', 'version 1.1.0 of course basics is DRAFT already', 'one version is edited at a time'
);
select lives_ok(
    $$
        update learn.lessons set title = 'Beginning' where version_id = (select id from made) and slug = 'intro';
        select learn.publish_course_version((select id from made))
    $$,
    'it may be changed, and published'
);
select results_eq(
    $$select version, status from learn.course_versions where course_id = test.learn_id('basics') order by number$$,
    $$values ('1.0.0', 'ARCHIVED'), ('1.1.0', 'PUBLISHED')$$,
    'then the one before it is archived'
);
select is(
    (select version_id from learn.course_enrollments where user_id = test.learn_id('ada')), test.learn_id('basics 1'),
    'whoever took the old one stays in it'
);
select lives_ok(
    $$insert into made select learn.draft_course_version(test.learn_id('basics'), '2.0.0')$$, 'and the next one is begun'
);
select set_eq(
    $$select pg_temp.said(v.id) from learn.course_versions as v where v.course_id = test.learn_id('basics') and v.number = 3$$,
    $$select pg_temp.said(v.id) from learn.course_versions as v where v.course_id = test.learn_id('basics') and v.number = 2$$,
    'which says what the last one said, and nothing of those before'
);
select test.learn_act('ada');
select throws_ok(
    format('select learn.open_lesson(%L)', l.id), 'LNP07', format('lesson %s is not of the version taken', l.id),
    'and opens no lesson of the new one'
)
from learn.lessons as l join learn.course_versions as v on v.id = l.version_id
where v.course_id = test.learn_id('basics') and v.number = 2 and l.slug = 'intro';
select throws_ok(
    $$select learn.draft_course_version(test.learn_id('basics'), '2.0.0')$$,
    'LN002', 'a user in role STUDENT may not do this: it takes courses:edit', 'a student begins no version'
);
select test.learn_act('ivy');
update learn.users set role = 'STUDENT' where id = test.learn_id('ivy');
select throws_ok(
    $$select learn.draft_course_version(test.learn_id('basics'), '2.0.0')$$,
    'LN002', 'a user in role STUDENT may not do this: it takes courses:edit',
    'nor does an author who is no instructor any more'
);

select * from finish();
rollback;
