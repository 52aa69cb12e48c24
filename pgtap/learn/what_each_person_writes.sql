begin;
select plan(25);

-- zoe is a student who has nothing to do with anybody; bob watches the session of ada, who takes the course of ivy; sam is
-- another instructor, max a moderator, eve an administrator. total: how many rows there are.
select test.learn_world(), test.learn_user('sam', 'INSTRUCTOR'), test.learn_user('zoe');

create temporary table expected (
    relation text, total bigint,
    nobody text, zoe text, bob text, ada text, sam text, ivy text, max text, eve text
);
insert into expected values
    --                        tot   nobody  zoe   bob   ada   sam   ivy   max   eve
    ('community_comments',     2,  '0',  '0',  '1',  '1',  '0',  '0',  '0',  '0'),
    ('community_posts',        1,  '0',  '0',  '0',  '1',  '0',  '0',  '0',  '0'),
    ('content_reports',        3,  '0',  '0',  '1',  '2',  '0',  '0',  '0',  '0'),
    ('course_prerequisites',   1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('course_translations',    1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('courses',                2,  '0',  '0',  '0',  '0',  '0',  '2',  '0',  '0'),
    ('exercise_hints',         2,  '0',  '0',  '0',  '0',  '0',  '2',  '2',  '2'),
    ('exercise_solutions',     1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('exercise_test_cases',    2,  '0',  '0',  '0',  '0',  '0',  '2',  '2',  '2'),
    ('exercises',              1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('lesson_notes',           1,  '0',  '0',  '0',  '1',  '0',  '0',  '0',  '0'),
    ('lesson_prerequisites',   1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('lesson_translations',    1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('lessons',                4,  '0',  '0',  '0',  '0',  '0',  '4',  '4',  '4'),
    ('module_translations',    1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('modules',                2,  '0',  '0',  '0',  '0',  '0',  '2',  '2',  '2'),
    ('quiz_correct_options',   3,  '0',  '0',  '0',  '0',  '0',  '3',  '3',  '3'),
    ('quiz_options',           6,  '0',  '0',  '0',  '0',  '0',  '6',  '6',  '6'),
    ('quiz_question_keys',     1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('quiz_questions',         3,  '0',  '0',  '0',  '0',  '0',  '3',  '3',  '3'),
    ('quizzes',                1,  '0',  '0',  '0',  '0',  '0',  '1',  '1',  '1'),
    ('role_permissions',      34,  '0',  '0',  '0',  '0',  '0',  '0',  '0', '34'),
    ('user_profiles',          2,  '0',  '0',  '1',  '1',  '0',  '0',  '0',  '0');

select is(
    (select array_agg(test.learn_reach(nullif(actor, 'nobody'), relation, 'insert') order by place)
     from unnest('{nobody,zoe,bob,ada,sam,ivy,max,eve}'::text[]) with ordinality as people (actor, place)),
    array[nobody, zoe, bob, ada, sam, ivy, max, eve],
    format('who could have written how many of the %s rows of %s', total, relation)
)
from expected;

select set_eq(
    $$
        select "table" from test.tables('learn')
        where kind in ('table', 'partitioned table') and test.learn_reach('eve', "table", 'insert') = '-'
          and "table" !~ '^learning_analytics_'
    $$,
    array[
        'achievement_prerequisites', 'achievements', 'ai_tutor_conversations', 'ai_tutor_messages',
        'analytics_inbox', 'auth_accounts', 'auth_sessions', 'certificates', 'chat_messages', 'code_submissions',
        'collaboration_sessions', 'concept_mastery', 'course_enrollments', 'course_versions',
        'daily_event_stats', 'daily_user_stats', 'errors', 'graphs', 'hint_usages', 'leaderboard_snapshots', 'learning_analytics',
        'level_thresholds', 'message_edits', 'message_reactions', 'quiz_answer_options', 'quiz_answers',
        'quiz_attempts', 'rate_limit_counters', 'rate_limits', 'recommendations', 'session_operations',
        'session_participants', 'session_snapshots', 'submission_test_results', 'user_achievements',
        'user_pii', 'user_progress', 'user_streak_days', 'users', 'verification_tokens', 'xp_events',
        'leaderboards',
        'tutor_allowances', 'tutor_usage'
    ],
    'these tables are closed to everybody'
);

select is(
    (select count(*) from test.tables('learn')
     where kind in ('table', 'partitioned table') and "table" !~ '^learning_analytics_'),
    (select count(*) from expected) + 44, 'no other table is there'
);

select * from finish();
rollback;
