begin;
select plan(4);

insert into learn.achievements (key, title, description, category, requirement_type, requirement_target)
values ('test_hours', 'Hours', '', 'LEARNING', 'time_spent', 600);

-- What happened is written where no trigger sees it. Tom did something of everything, too; none of it is hers.
set local session_replication_role = replica;
select test.learn_user('zoe'), test.learn_user('tom'), test.learn_user('new');
update learn.users set xp = 1234, streak = 5 where id = test.learn_id('zoe');

insert into learn.user_progress
    (user_id, lesson_id, course_id, version_id, module_id, status, completion_percentage, time_spent_seconds, started_at, completed_at)
select test.learn_id(who), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
       case when day is null then 'IN_PROGRESS' else 'COMPLETED' end, case when day is null then 50 else 100 end, seconds, day, day
from (values ('zoe', 299, timestamptz '2026-01-05 12:00+00'), ('zoe', 300, '2026-01-05 13:00+00'), ('zoe', 1, '2026-01-05 14:00+00'),
             ('zoe', 0, '2026-01-05 15:00+00'), ('zoe', 3000, '2026-01-06 12:00+00'), ('tom', 200, '2026-01-05 12:00+00'))
    as done (who, seconds, day);
insert into learn.user_progress
    (user_id, lesson_id, course_id, version_id, module_id, status, completion_percentage, time_spent_seconds, started_at)
select test.learn_id('zoe'), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'IN_PROGRESS', 99, 250, now();

insert into learn.quiz_attempts
    (id, user_id, lesson_id, quiz_id, number, status, points, max_points, score, passed, started_at, submitted_at)
select test.learn_id(who || n), test.learn_id(who), gen_random_uuid(), gen_random_uuid(), n,
       case when score is null then 'IN_PROGRESS' else 'SUBMITTED' end, score, 100, score, score >= 70, now(),
       timestamptz '2026-01-05 12:00+00' + days * interval '1 day'
from (values ('zoe', 1, 0, 90), ('zoe', 2, 1, 60), ('zoe', 3, 2, 100), ('zoe', 4, 3, 100), ('zoe', 5, null, null),
             ('tom', 1, 4, 80), ('tom', 2, 5, 70), ('tom', 3, null, null)) as tried (who, n, days, score);
-- Of two that were handed in at once, the one with the greater id was the last.
insert into learn.quiz_attempts
    (id, user_id, lesson_id, quiz_id, number, status, points, max_points, score, passed, started_at, submitted_at)
select id, test.learn_id('zoe'), gen_random_uuid(), gen_random_uuid(), 6, 'SUBMITTED', score, 100, score, score >= 70, now(),
       '2026-01-06 18:00+00'
from (values (uuid '00000000-0000-4000-8000-000000000001', 60), ('00000000-0000-4000-8000-000000000002', 100)) as tried (id, score);

insert into learn.code_submissions
    (user_id, lesson_id, exercise_id, code, status, score, tests_passed, tests_total, finished_at)
select test.learn_id(who), gen_random_uuid(), test.learn_id(exercise), 'contract A {}', verdict, 80, 4, 5, now()
from (values ('zoe', 'one', 'PASSED'), ('zoe', 'one', 'PASSED'), ('zoe', 'two', 'PASSED'), ('zoe', 'three', 'FAILED'),
             ('tom', 'four', 'PASSED')) as handed_in (who, exercise, verdict);
insert into learn.community_posts (author_id, title, body, status)
select test.learn_id(who), 'On gas', 'How much?', status
from unnest('{zoe,zoe,zoe,tom}'::text[], '{VISIBLE,HIDDEN,DELETED,VISIBLE}'::text[]) as written (who, status);
insert into learn.community_comments (post_id, author_id, body, status)
select gen_random_uuid(), test.learn_id(who), 'Much.', status
from unnest('{zoe,zoe,zoe,zoe,tom}'::text[], '{VISIBLE,VISIBLE,HIDDEN,DELETED,VISIBLE}'::text[]) as written (who, status);
create function pg_temp.counted(who text) returns text[] language sql as $$
    select array_agg(distinct format('%s: %s', concat_ws(' ', a.requirement_type, of.key), c.progress) collate "C")
    from learn.count_for_achievements(test.learn_id(counted.who)) as c
    join learn.achievements as a on a.id = c.achievement_id
    left join jsonb_object_keys(a.requirement) as of (key) on true
$$;

select is(
    pg_temp.counted('zoe'),
    array['lesson_complete within_seconds: 2', 'lesson_complete: 5', 'project_submit: 2', 'quiz_score in_a_row: 3',
          'quiz_score: 100', 'social_action: 5', 'streak_days: 5', 'time_spent in_a_day: 50', 'time_spent: 60', 'xp_earned: 1234'],
    'lessons that were completed, exercises that were passed, what was not deleted, minutes, perfect quizzes since the last other'
);
select is(
    pg_temp.counted('tom'),
    array['lesson_complete within_seconds: 1', 'lesson_complete: 1', 'project_submit: 1', 'quiz_score in_a_row: 0',
          'quiz_score: 80', 'social_action: 2', 'streak_days: 0', 'time_spent in_a_day: 3', 'time_spent: 3', 'xp_earned: 0'],
    'to each person what is their own'
);
update learn.quiz_attempts set points = 100, score = 100 where user_id = test.learn_id('tom') and status = 'SUBMITTED';
select ok('quiz_score in_a_row: 2' = any (pg_temp.counted('tom')), 'where all were perfect they stand in a row');
select is_empty($$select from unnest(pg_temp.counted('new')) as counted where counted !~ ': 0$'$$, 'who did nothing has nothing of anything');

select * from finish();
rollback;
