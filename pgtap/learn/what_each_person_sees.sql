begin;
select plan(62);

-- zoe is a student who has nothing to do with anybody; bob watches the session of ada, who takes the course of ivy; sam is
-- another instructor, max a moderator, eve an administrator. total: how many rows there are.
select test.learn_world(), test.learn_user('sam', 'INSTRUCTOR'), test.learn_user('zoe');

create temporary table expected (
    relation text, total bigint,
    nobody text, zoe text, bob text, ada text, sam text, ivy text, max text, eve text
);
insert into expected values
    --                             tot   nobody  zoe   bob   ada   sam   ivy   max   eve
    ('achievement_prerequisites',   7,  '7',  '7',  '7',  '7',  '7',  '7',  '7',  '7'),
    ('achievements',               17, '17', '17', '17', '17', '17', '17', '17', '17'),
    ('ai_tutor_conversations',      1,  '0',  '0',  '0',  '1',  '0',  '0',  '0',  '0'),
    ('ai_tutor_messages',           2,  '0',  '0',  '0',  '2',  '0',  '0',  '0',  '0'),
    ('certificates',                1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('chat_messages',               2,  '0',  '0',  '2',  '2',  '2',  '2',  '2',  '2'),
    ('code_submissions',            1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('collaboration_sessions',      1,  '0',  '0',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('community_comments',          2,  '0',  '2',  '2',  '2',  '2',  '2',  '2',  '2'),
    ('community_posts',             1,  '0',  '1',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('concept_mastery',             1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('content_reports',             3,  '0',  '0',  '1',  '2',  '3',  '3',  '3',  '3'),
    ('course_enrollments',          1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('course_prerequisites',        1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('course_translations',         1,  '0',  '1',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('course_versions',             2,  '0',  '1',  '1',  '1',  '1',  '2',  '2',  '2'),
    ('courses',                     2,  '0',  '1',  '1',  '1',  '1',  '2',  '2',  '2'),
    ('daily_event_stats',           1,  '0',  '0',  '0',  '0',  '0',  '0',  '1',  '1'),
    ('daily_user_stats',            1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('errors',                     51, '51', '51', '51', '51', '51', '51', '51', '51'),
    ('exercise_hints',              2,  '0',  '0',  '0',  '1',  '0',  '2',  '2',  '2'),
    ('exercise_solutions',          1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('exercise_test_cases',         2,  '0',  '0',  '0',  '1',  '0',  '2',  '2',  '2'),
    ('exercises',                   1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('hint_usages',                 1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('leaderboard_snapshots',       1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('leaderboards',                6,  '6',  '6',  '6',  '6',  '6',  '6',  '6',  '6'),
    ('learning_analytics',          1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('lesson_notes',                1,  '0',  '0',  '0',  '1',  '0',  '0',  '0',  '0'),
    ('lesson_prerequisites',        1,  '0',  '1',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('lesson_translations',         1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('lessons',                     4,  '0',  '0',  '0',  '3',  '0',  '4',  '4',  '4'),
    ('level_thresholds',           11, '11', '11', '11', '11', '11', '11', '11', '11'),
    ('message_edits',               1,  '0',  '0',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('message_reactions',           1,  '0',  '0',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('module_translations',         1,  '0',  '1',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('modules',                     2,  '0',  '1',  '1',  '1',  '1',  '2',  '2',  '2'),
    ('quiz_answer_options',         1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('quiz_answers',                1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('quiz_attempts',               1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('quiz_correct_options',        3,  '0',  '0',  '0',  '0',  '0',  '3',  '3',  '3'),
    ('quiz_options',                6,  '0',  '0',  '0',  '6',  '0',  '6',  '6',  '6'),
    ('quiz_question_keys',          1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('quiz_questions',              3,  '0',  '0',  '0',  '3',  '0',  '3',  '3',  '3'),
    ('quizzes',                     1,  '0',  '0',  '0',  '1',  '0',  '1',  '1',  '1'),
    ('rate_limits',                 6,  '6',  '6',  '6',  '6',  '6',  '6',  '6',  '6'),
    ('recommendations',             2,  '0',  '0',  '0',  '2',  '0',  '0',  '0',  '0'),
    ('role_permissions',           34, '34', '34', '34', '34', '34', '34', '34', '34'),
    ('session_operations',          1,  '0',  '0',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('session_participants',        2,  '0',  '0',  '2',  '2',  '2',  '2',  '2',  '2'),
    ('session_snapshots',           1,  '0',  '0',  '1',  '1',  '1',  '1',  '1',  '1'),
    ('submission_test_results',     2,  '0',  '0',  '0',  '1',  '0',  '2',  '2',  '2'),
    ('tutor_allowances',            4,  '4',  '4',  '4',  '4',  '4',  '4',  '4',  '4'),
    ('tutor_usage',                 1,  '0',  '0',  '0',  '1',  '0',  '0',  '1',  '1'),
    ('user_achievements',          11,  '0',  '0',  '1', '10',  '0',  '0', '11', '11'),
    ('user_profiles',               2,  '0',  '0',  '1',  '1',  '2',  '2',  '2',  '2'),
    ('user_progress',               3,  '0',  '0',  '0',  '3',  '0',  '3',  '3',  '3'),
    ('user_streak_days',            2,  '0',  '0',  '0',  '2',  '0',  '0',  '2',  '2'),
    ('users',                       7,  '0',  '1',  '1',  '1',  '7',  '7',  '7',  '7'),
    ('xp_events',                   4,  '0',  '0',  '0',  '4',  '0',  '0',  '4',  '4');

select is(
    (select array_agg(test.learn_reach(nullif(actor, 'nobody'), relation, 'select') order by place)
     from unnest('{nobody,zoe,bob,ada,sam,ivy,max,eve}'::text[]) with ordinality as people (actor, place)),
    array[nobody, zoe, bob, ada, sam, ivy, max, eve],
    format('who sees how many of the %s rows of %s', total, relation)
)
from expected;

select set_eq(
    $$
        select "table" from test.tables('learn')
        where kind in ('table', 'partitioned table') and test.learn_reach('eve', "table", 'select') = '-'
          and "table" !~ '^learning_analytics_'
    $$,
    array[
        'analytics_inbox', 'auth_accounts', 'auth_sessions', 'graphs', 'rate_limit_counters', 'user_pii', 'verification_tokens'
    ],
    'these tables are closed to everybody'
);

select is(
    (select count(*) from test.tables('learn')
     where kind in ('table', 'partitioned table') and "table" !~ '^learning_analytics_'),
    (select count(*) from expected) + 7, 'no other table is there'
);

select * from finish();
rollback;
