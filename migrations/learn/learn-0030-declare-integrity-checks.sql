-- depends: learn-0029-secure-collaboration-and-analytics platform-0036-add-integrity-checks
--
-- What must hold across rows of learn and no constraint says, or not alone. Most of it is held by triggers: a restore, or
-- somebody with session_replication_role set, writes past them.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

select platform.declare_check('learn', 'enrollments_equal_their_progress',
    'What an enrolment adds up to is the sum of its lessons.',
    'Compare with the audit log of user_progress; the lessons are right, the sum is derived.',
    $check$
        select format('%s in %s', e.user_id, e.course_id) as record,
               format('it says %s %% in sum, %s lessons, %s s; its lessons say %s, %s, %s', e.percentage_sum,
                      e.lessons_completed, e.time_spent_seconds, p.percentages, p.completed, p.seconds) as problem
        from learn.course_enrollments as e
        cross join lateral (
            select coalesce(sum(p.completion_percentage), 0) as percentages,
                   count(*) filter (where p.status = 'COMPLETED') as completed,
                   coalesce(sum(p.time_spent_seconds), 0) as seconds
            from learn.user_progress as p
            where p.user_id = e.user_id and p.course_id = e.course_id
        ) as p
        where (e.percentage_sum, e.lessons_completed, e.time_spent_seconds)
            <> (p.percentages, p.completed, p.seconds)
    $check$);

select platform.declare_check('learn', 'versions_have_the_lessons_they_count',
    'A published version has as many lessons as were counted, and so has each enrolment in it.',
    'A lesson was added or removed past the freeze: restore it from the audit log.',
    $check$
        select v.id as record, format('it counts %s lessons and has %s', v.lesson_count, l.lessons) as problem
        from learn.course_versions as v
        cross join lateral (select count(*) as lessons from learn.lessons as l where l.version_id = v.id) as l
        where v.published_at is not null and v.lesson_count <> l.lessons
        union all
        select e.version_id, format('%s is enrolled for %s lessons of %s', e.user_id, e.lesson_count, v.lesson_count)
        from learn.course_enrollments as e
        join learn.course_versions as v on v.id = e.version_id
        where e.lesson_count <> v.lesson_count
    $check$);

select platform.declare_check('learn', 'prerequisites_form_no_circle',
    'Nothing has to be completed before itself.',
    'Remove one prerequisite of the circle.',
    $check$
        with recursive edges (relation, later, first) as (
            select 'course', course_id, prerequisite_id from learn.course_prerequisites
            union all
            select 'lesson', lesson_id, prerequisite_id from learn.lesson_prerequisites
            union all
            select 'achievement', achievement_id, prerequisite_id from learn.achievement_prerequisites
        ),
        ways (relation, beginning, reached) as (
            select relation, later, first from edges
            union
            select w.relation, w.beginning, e.first
            from ways as w join edges as e on e.relation = w.relation and e.later = w.reached
        )
        select w.beginning as record, format('this %s comes before itself', w.relation) as problem
        from ways as w
        where w.beginning = w.reached
    $check$);

select platform.declare_check('learn', 'completed_lessons_were_passed',
    'Who completed a lesson passed its quiz and its exercise.',
    'Find with the audit log who completed it; progress is not taken back without the person knowing.',
    $check$
        select format('%s in %s', p.user_id, p.lesson_id) as record,
               case when q.id is not null then 'its quiz was not passed' else 'its exercise was not passed' end as problem
        from learn.user_progress as p
        left join learn.quizzes as q on q.lesson_id = p.lesson_id and not exists (
            select from learn.quiz_attempts as a where a.user_id = p.user_id and a.quiz_id = q.id and a.passed
        )
        left join learn.exercises as x on x.lesson_id = p.lesson_id and not exists (
            select from learn.code_submissions as s
            where s.user_id = p.user_id and s.lesson_id = x.lesson_id and s.exercise_id = x.id and s.status = 'PASSED'
        )
        where p.status = 'COMPLETED' and (q.id is not null or x.id is not null)
    $check$);

select platform.declare_check('learn', 'begun_lessons_were_open',
    'Who began a lesson had completed those that come first.',
    'Find with the audit log how it was begun.',
    $check$
        select format('%s in %s', p.user_id, p.lesson_id) as record,
               format('%s comes first and is not completed', r.prerequisite_id) as problem
        from learn.user_progress as p
        join learn.lesson_prerequisites as r on r.version_id = p.version_id and r.lesson_id = p.lesson_id
        where p.status <> 'NOT_STARTED'
          and not exists (
              select from learn.user_progress as f
              where f.user_id = p.user_id and f.lesson_id = r.prerequisite_id and f.status = 'COMPLETED'
          )
    $check$);

select platform.declare_check('learn', 'attempts_equal_their_answers',
    'The points of an attempt are those of its answers.',
    'Compare the answers with the key of the version, and tell the person.',
    $check$
        select a.id as record, format('it has %s points, its answers %s', a.points, s.points) as problem
        from learn.quiz_attempts as a
        cross join lateral (
            select coalesce(sum(x.points), 0) as points from learn.quiz_answers as x where x.attempt_id = a.id
        ) as s
        where a.status = 'SUBMITTED' and a.points <> s.points
    $check$);

select platform.declare_check('learn', 'submissions_equal_their_results',
    'What a submission passed is what its test cases say.',
    'Test it again.',
    $check$
        select s.id as record,
               format('it passed %s of %s, its results say %s of %s', s.tests_passed, s.tests_total, r.passed, r.total)
                   as problem
        from learn.code_submissions as s
        cross join lateral (
            select count(*) as total, count(*) filter (where r.passed) as passed
            from learn.submission_test_results as r where r.submission_id = s.id
        ) as r
        where s.status in ('PASSED', 'FAILED') and (s.tests_passed, s.tests_total) <> (r.passed, r.total)
    $check$);

select platform.declare_check('learn', 'published_courses_teach_a_version',
    'A published course has a published version, under whose label it is shown.',
    'Publish its last version, or archive the course.',
    $check$
        select c.id as record,
               case when v.id is null then 'no version is published'
                    else format('it is shown as %s and teaches %s', c.version, v.version) end as problem
        from learn.courses as c
        left join learn.course_versions as v on v.course_id = c.id and v.status = 'PUBLISHED'
        where c.status = 'PUBLISHED' and v.version is distinct from c.version
    $check$);

select platform.declare_check('learn', 'certificates_were_earned',
    'Who has a certificate completed the course.',
    'Revoke it, or find what became of the progress.',
    $check$
        select x.id as record, format('the course is %s', coalesce(e.status, 'not taken')) as problem
        from learn.certificates as x
        left join learn.course_enrollments as e on e.user_id = x.user_id and e.course_id = x.course_id
        where x.type = 'COURSE_COMPLETION' and x.revoked_at is null and e.status is distinct from 'COMPLETED'
    $check$);

select platform.declare_check('learn', 'roles_may_what_those_below_may',
    'A role has every permission of the role below it.',
    'Give it the permission, or take it from the role below.',
    $check$
        select format('%s %s', above.role, p.permission) as record,
               format('%s has it', p.role) as problem
        from learn.role_permissions as p
        join (values ('STUDENT', 'INSTRUCTOR'), ('INSTRUCTOR', 'MODERATOR'), ('MODERATOR', 'ADMIN')) as above (below, role)
            on above.below = p.role
        where not exists (
            select from learn.role_permissions as h where h.role = above.role and h.permission = p.permission
        )
    $check$);
