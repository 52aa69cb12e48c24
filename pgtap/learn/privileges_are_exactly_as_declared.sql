begin;
select plan(87);

-- Role × object × command. learn_owner, and migrator through it, may do everything and are listed where they may not.
select results_eq(
    $$select * from test.privileges('learn', 'schema')$$,
    $$values
        ('learn_app', 'schema learn', 'USAGE'),
        ('learn_readonly', 'schema learn', 'USAGE'),
        ('learn_user', 'schema learn', 'USAGE'),
        ('platform_owner', 'schema learn', 'USAGE')
    $$,
    'in schema learn these roles find what is theirs, and nobody else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'achievement_prerequisites')$$,
    $$values
        ('learn_app', 'learn.achievement_prerequisites', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.achievement_prerequisites', 'SELECT'),
        ('learn_user', 'learn.achievement_prerequisites', 'SELECT')
    $$,
    'with achievement_prerequisites these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'achievements')$$,
    $$values
        ('learn_app', 'learn.achievements', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.achievements', 'SELECT'),
        ('learn_user', 'learn.achievements', 'SELECT')
    $$,
    'with achievements these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'ai_tutor_conversations')$$,
    $$values
        ('learn_app', 'learn.ai_tutor_conversations', 'SELECT'),
        ('learn_user', 'learn.ai_tutor_conversations', 'DELETE, SELECT')
    $$,
    'with ai_tutor_conversations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'ai_tutor_messages')$$,
    $$values
        ('learn_app', 'learn.ai_tutor_messages', 'SELECT'),
        ('learn_user', 'learn.ai_tutor_messages', 'SELECT')
    $$,
    'with ai_tutor_messages these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'analytics_inbox')$$,
    $$values
        ('learn_app', 'learn.analytics_inbox."timestamp"', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.course_id', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.data', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.duration_ms', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.event_type', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.id', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.lesson_id', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.session_id', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.user_agent', 'INSERT'),
        ('learn_app', 'learn.analytics_inbox.user_id', 'INSERT')
    $$,
    'with analytics_inbox these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'auth_accounts')$$,
    $$values
        ('learn_app', 'learn.auth_accounts', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with auth_accounts these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'auth_sessions')$$,
    $$values
        ('learn_app', 'learn.auth_sessions', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with auth_sessions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'certificates')$$,
    $$values
        ('learn_app', 'learn.certificates', 'SELECT'),
        ('learn_user', 'learn.certificates', 'SELECT')
    $$,
    'with certificates these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'chat_messages')$$,
    $$values
        ('learn_app', 'learn.chat_messages', 'SELECT'),
        ('learn_user', 'learn.chat_messages', 'SELECT')
    $$,
    'with chat_messages these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'code_submissions')$$,
    $$values
        ('learn_app', 'learn.code_submissions', 'SELECT'),
        ('learn_user', 'learn.code_submissions', 'SELECT')
    $$,
    'with code_submissions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'collaboration_sessions')$$,
    $$values
        ('learn_app', 'learn.collaboration_sessions', 'SELECT'),
        ('learn_user', 'learn.collaboration_sessions', 'SELECT')
    $$,
    'with collaboration_sessions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'community_comments')$$,
    $$values
        ('learn_app', 'learn.community_comments', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.community_comments', 'SELECT'),
        ('learn_user', 'learn.community_comments.author_id', 'INSERT'),
        ('learn_user', 'learn.community_comments.body', 'INSERT, UPDATE'),
        ('learn_user', 'learn.community_comments.id', 'INSERT'),
        ('learn_user', 'learn.community_comments.parent_id', 'INSERT'),
        ('learn_user', 'learn.community_comments.post_id', 'INSERT'),
        ('learn_user', 'learn.community_comments.status', 'UPDATE')
    $$,
    'with community_comments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'community_posts')$$,
    $$values
        ('learn_app', 'learn.community_posts', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.community_posts', 'SELECT'),
        ('learn_user', 'learn.community_posts.author_id', 'INSERT'),
        ('learn_user', 'learn.community_posts.body', 'INSERT, UPDATE'),
        ('learn_user', 'learn.community_posts.course_id', 'INSERT'),
        ('learn_user', 'learn.community_posts.id', 'INSERT'),
        ('learn_user', 'learn.community_posts.language', 'INSERT, UPDATE'),
        ('learn_user', 'learn.community_posts.status', 'UPDATE'),
        ('learn_user', 'learn.community_posts.title', 'INSERT, UPDATE')
    $$,
    'with community_posts these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'concept_mastery')$$,
    $$values
        ('learn_app', 'learn.concept_mastery', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.concept_mastery', 'SELECT'),
        ('learn_user', 'learn.concept_mastery', 'SELECT')
    $$,
    'with concept_mastery these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'content_reports')$$,
    $$values
        ('learn_app', 'learn.content_reports', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.content_reports', 'SELECT'),
        ('learn_user', 'learn.content_reports.comment_id', 'INSERT'),
        ('learn_user', 'learn.content_reports.details', 'INSERT'),
        ('learn_user', 'learn.content_reports.handled_at', 'UPDATE'),
        ('learn_user', 'learn.content_reports.handled_by', 'UPDATE'),
        ('learn_user', 'learn.content_reports.id', 'INSERT'),
        ('learn_user', 'learn.content_reports.lesson_id', 'INSERT'),
        ('learn_user', 'learn.content_reports.post_id', 'INSERT'),
        ('learn_user', 'learn.content_reports.reason', 'INSERT'),
        ('learn_user', 'learn.content_reports.reporter_id', 'INSERT'),
        ('learn_user', 'learn.content_reports.status', 'UPDATE')
    $$,
    'with content_reports these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'course_enrollments')$$,
    $$values
        ('learn_app', 'learn.course_enrollments', 'SELECT'),
        ('learn_readonly', 'learn.course_enrollments', 'SELECT'),
        ('learn_user', 'learn.course_enrollments', 'SELECT')
    $$,
    'with course_enrollments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'course_prerequisites')$$,
    $$values
        ('learn_app', 'learn.course_prerequisites', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.course_prerequisites', 'SELECT'),
        ('learn_user', 'learn.course_prerequisites', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with course_prerequisites these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'course_translations')$$,
    $$values
        ('learn_app', 'learn.course_translations', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.course_translations', 'SELECT'),
        ('learn_user', 'learn.course_translations', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with course_translations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'course_versions')$$,
    $$values
        ('learn_app', 'learn.course_versions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.course_versions', 'SELECT'),
        ('learn_user', 'learn.course_versions', 'SELECT'),
        ('learn_user', 'learn.course_versions.notes', 'UPDATE'),
        ('learn_user', 'learn.course_versions.status', 'UPDATE'),
        ('learn_user', 'learn.course_versions.version', 'UPDATE')
    $$,
    'with course_versions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'courses')$$,
    $$values
        ('learn_app', 'learn.courses', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.courses', 'SELECT'),
        ('learn_user', 'learn.courses', 'DELETE, SELECT'),
        ('learn_user', 'learn.courses.author_id', 'INSERT'),
        ('learn_user', 'learn.courses.description', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.difficulty', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.estimated_minutes', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.id', 'INSERT'),
        ('learn_user', 'learn.courses.language', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.metadata', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.slug', 'INSERT, UPDATE'),
        ('learn_user', 'learn.courses.title', 'INSERT, UPDATE')
    $$,
    'with courses these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'daily_event_stats')$$,
    $$values
        ('learn_app', 'learn.daily_event_stats', 'SELECT'),
        ('learn_readonly', 'learn.daily_event_stats', 'SELECT'),
        ('learn_user', 'learn.daily_event_stats', 'SELECT')
    $$,
    'with daily_event_stats these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'daily_user_stats')$$,
    $$values
        ('learn_app', 'learn.daily_user_stats', 'SELECT'),
        ('learn_readonly', 'learn.daily_user_stats', 'SELECT'),
        ('learn_user', 'learn.daily_user_stats', 'SELECT')
    $$,
    'with daily_user_stats these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'errors')$$,
    $$values
        ('learn_app', 'learn.errors', 'SELECT'),
        ('learn_readonly', 'learn.errors', 'SELECT'),
        ('learn_user', 'learn.errors', 'SELECT')
    $$,
    'with errors these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'exercise_hints')$$,
    $$values
        ('learn_app', 'learn.exercise_hints', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.exercise_hints', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with exercise_hints these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'exercise_solutions')$$,
    $$values
        ('learn_app', 'learn.exercise_solutions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.exercise_solutions', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with exercise_solutions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'exercise_test_cases')$$,
    $$values
        ('learn_app', 'learn.exercise_test_cases', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.exercise_test_cases', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with exercise_test_cases these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'exercises')$$,
    $$values
        ('learn_app', 'learn.exercises', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.exercises', 'SELECT'),
        ('learn_user', 'learn.exercises', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with exercises these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'hint_usages')$$,
    $$values
        ('learn_app', 'learn.hint_usages', 'SELECT'),
        ('learn_readonly', 'learn.hint_usages', 'SELECT'),
        ('learn_user', 'learn.hint_usages', 'SELECT')
    $$,
    'with hint_usages these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'leaderboard_snapshots')$$,
    $$values
        ('learn_app', 'learn.leaderboard_snapshots', 'SELECT'),
        ('learn_user', 'learn.leaderboard_snapshots', 'SELECT')
    $$,
    'with leaderboard_snapshots these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'leaderboards')$$,
    $$values
        ('learn_app', 'learn.leaderboards', 'SELECT'),
        ('learn_readonly', 'learn.leaderboards', 'SELECT'),
        ('learn_user', 'learn.leaderboards', 'SELECT')
    $$,
    'with leaderboards these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'learning_analytics')$$,
    $$values
        ('learn_app', 'learn.learning_analytics', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics."timestamp"', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.course_id', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.duration_ms', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.event_type', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.id', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.lesson_id', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.session_id', 'SELECT'),
        ('learn_readonly', 'learn.learning_analytics.user_id', 'SELECT'),
        ('learn_user', 'learn.learning_analytics', 'SELECT')
    $$,
    'with learning_analytics these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'lesson_notes')$$,
    $$values
        ('learn_app', 'learn.lesson_notes', 'SELECT'),
        ('learn_user', 'learn.lesson_notes', 'DELETE, SELECT'),
        ('learn_user', 'learn.lesson_notes.body', 'INSERT, UPDATE'),
        ('learn_user', 'learn.lesson_notes.id', 'INSERT'),
        ('learn_user', 'learn.lesson_notes.lesson_id', 'INSERT'),
        ('learn_user', 'learn.lesson_notes.user_id', 'INSERT')
    $$,
    'with lesson_notes these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'lesson_prerequisites')$$,
    $$values
        ('learn_app', 'learn.lesson_prerequisites', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.lesson_prerequisites', 'SELECT'),
        ('learn_user', 'learn.lesson_prerequisites', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with lesson_prerequisites these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'lesson_translations')$$,
    $$values
        ('learn_app', 'learn.lesson_translations', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.lesson_translations', 'SELECT'),
        ('learn_user', 'learn.lesson_translations', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with lesson_translations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'lessons')$$,
    $$values
        ('learn_app', 'learn.lessons', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.lessons', 'SELECT'),
        ('learn_user', 'learn.lessons', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with lessons these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'level_thresholds')$$,
    $$values
        ('learn_app', 'learn.level_thresholds', 'SELECT'),
        ('learn_readonly', 'learn.level_thresholds', 'SELECT'),
        ('learn_user', 'learn.level_thresholds', 'SELECT')
    $$,
    'with level_thresholds these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'message_edits')$$,
    $$values
        ('learn_app', 'learn.message_edits', 'SELECT'),
        ('learn_user', 'learn.message_edits', 'SELECT')
    $$,
    'with message_edits these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'message_reactions')$$,
    $$values
        ('learn_app', 'learn.message_reactions', 'SELECT'),
        ('learn_user', 'learn.message_reactions', 'SELECT')
    $$,
    'with message_reactions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'module_translations')$$,
    $$values
        ('learn_app', 'learn.module_translations', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.module_translations', 'SELECT'),
        ('learn_user', 'learn.module_translations', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with module_translations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'modules')$$,
    $$values
        ('learn_app', 'learn.modules', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.modules', 'SELECT'),
        ('learn_user', 'learn.modules', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with modules these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_answer_options')$$,
    $$values
        ('learn_app', 'learn.quiz_answer_options', 'SELECT'),
        ('learn_user', 'learn.quiz_answer_options', 'SELECT')
    $$,
    'with quiz_answer_options these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_answers')$$,
    $$values
        ('learn_app', 'learn.quiz_answers', 'SELECT'),
        ('learn_user', 'learn.quiz_answers', 'SELECT')
    $$,
    'with quiz_answers these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_attempts')$$,
    $$values
        ('learn_app', 'learn.quiz_attempts', 'SELECT'),
        ('learn_readonly', 'learn.quiz_attempts', 'SELECT'),
        ('learn_user', 'learn.quiz_attempts', 'SELECT')
    $$,
    'with quiz_attempts these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_correct_options')$$,
    $$values
        ('learn_app', 'learn.quiz_correct_options', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.quiz_correct_options', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with quiz_correct_options these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_options')$$,
    $$values
        ('learn_app', 'learn.quiz_options', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.quiz_options', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with quiz_options these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_question_keys')$$,
    $$values
        ('learn_app', 'learn.quiz_question_keys', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.quiz_question_keys', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with quiz_question_keys these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quiz_questions')$$,
    $$values
        ('learn_app', 'learn.quiz_questions', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.quiz_questions', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with quiz_questions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'quizzes')$$,
    $$values
        ('learn_app', 'learn.quizzes', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.quizzes', 'SELECT'),
        ('learn_user', 'learn.quizzes', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with quizzes these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'rate_limit_counters')$$,
    $$values
        ('learn_app', 'learn.rate_limit_counters', 'SELECT')
    $$,
    'with rate_limit_counters these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'rate_limits')$$,
    $$values
        ('learn_app', 'learn.rate_limits', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.rate_limits', 'SELECT')
    $$,
    'with rate_limits these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'recommendations')$$,
    $$values
        ('learn_app', 'learn.recommendations', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_readonly', 'learn.recommendations', 'SELECT'),
        ('learn_user', 'learn.recommendations', 'SELECT'),
        ('learn_user', 'learn.recommendations.status', 'UPDATE')
    $$,
    'with recommendations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'role_permissions')$$,
    $$values
        ('learn_app', 'learn.role_permissions', 'SELECT'),
        ('learn_readonly', 'learn.role_permissions', 'SELECT'),
        ('learn_user', 'learn.role_permissions', 'DELETE, INSERT, SELECT')
    $$,
    'with role_permissions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'session_operations')$$,
    $$values
        ('learn_app', 'learn.session_operations', 'SELECT'),
        ('learn_user', 'learn.session_operations', 'SELECT')
    $$,
    'with session_operations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'session_participants')$$,
    $$values
        ('learn_app', 'learn.session_participants', 'SELECT'),
        ('learn_user', 'learn.session_participants', 'SELECT')
    $$,
    'with session_participants these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'session_snapshots')$$,
    $$values
        ('learn_app', 'learn.session_snapshots', 'SELECT'),
        ('learn_user', 'learn.session_snapshots', 'SELECT')
    $$,
    'with session_snapshots these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'submission_test_results')$$,
    $$values
        ('learn_app', 'learn.submission_test_results', 'SELECT'),
        ('learn_user', 'learn.submission_test_results', 'SELECT')
    $$,
    'with submission_test_results these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'tutor_allowances')$$,
    $$values
        ('learn_app', 'learn.tutor_allowances', 'SELECT, UPDATE'),
        ('learn_user', 'learn.tutor_allowances', 'SELECT')
    $$,
    'with tutor_allowances these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'tutor_usage')$$,
    $$values
        ('learn_app', 'learn.tutor_usage', 'SELECT'),
        ('learn_readonly', 'learn.tutor_usage', 'SELECT'),
        ('learn_user', 'learn.tutor_usage', 'SELECT')
    $$,
    'with tutor_usage these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'user_achievements')$$,
    $$values
        ('learn_app', 'learn.user_achievements', 'SELECT'),
        ('learn_readonly', 'learn.user_achievements', 'SELECT'),
        ('learn_user', 'learn.user_achievements', 'SELECT')
    $$,
    'with user_achievements these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'user_pii')$$,
    $$values
        ('learn_app', 'learn.user_pii', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with user_pii these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'user_profiles')$$,
    $$values
        ('learn_app', 'learn.user_profiles', 'DELETE, INSERT, SELECT, UPDATE'),
        ('learn_user', 'learn.user_profiles', 'SELECT'),
        ('learn_user', 'learn.user_profiles.analytics_consent', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.bio', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.github_username', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.is_public', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.linkedin_url', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.preferences', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.skill_level', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.twitter_username', 'INSERT, UPDATE'),
        ('learn_user', 'learn.user_profiles.user_id', 'INSERT'),
        ('learn_user', 'learn.user_profiles.website_url', 'INSERT, UPDATE')
    $$,
    'with user_profiles these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'user_progress')$$,
    $$values
        ('learn_app', 'learn.user_progress', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.attempts', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.completed_at', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.completion_percentage', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.course_id', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.created_at', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.hints_used', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.lesson_id', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.module_id', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.score', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.started_at', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.status', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.time_spent_seconds', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.updated_at', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.user_id', 'SELECT'),
        ('learn_readonly', 'learn.user_progress.version_id', 'SELECT'),
        ('learn_user', 'learn.user_progress', 'SELECT')
    $$,
    'with user_progress these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'user_streak_days')$$,
    $$values
        ('learn_app', 'learn.user_streak_days', 'SELECT'),
        ('learn_user', 'learn.user_streak_days', 'SELECT')
    $$,
    'with user_streak_days these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'users')$$,
    $$values
        ('learn_app', 'learn.users', 'DELETE, INSERT, SELECT'),
        ('learn_app', 'learn.users.avatar', 'UPDATE'),
        ('learn_app', 'learn.users.email', 'UPDATE'),
        ('learn_app', 'learn.users.email_verified_at', 'UPDATE'),
        ('learn_app', 'learn.users.last_active_at', 'UPDATE'),
        ('learn_app', 'learn.users.locale', 'UPDATE'),
        ('learn_app', 'learn.users.name', 'UPDATE'),
        ('learn_app', 'learn.users.password_hash', 'UPDATE'),
        ('learn_app', 'learn.users.role', 'UPDATE'),
        ('learn_app', 'learn.users.status', 'UPDATE'),
        ('learn_app', 'learn.users.time_zone', 'UPDATE'),
        ('learn_app', 'learn.users.username', 'UPDATE'),
        ('learn_user', 'learn.users.avatar', 'SELECT, UPDATE'),
        ('learn_user', 'learn.users.created_at', 'SELECT'),
        ('learn_user', 'learn.users.email', 'SELECT'),
        ('learn_user', 'learn.users.email_verified_at', 'SELECT'),
        ('learn_user', 'learn.users.id', 'SELECT'),
        ('learn_user', 'learn.users.last_active_at', 'SELECT'),
        ('learn_user', 'learn.users.level', 'SELECT'),
        ('learn_user', 'learn.users.locale', 'SELECT, UPDATE'),
        ('learn_user', 'learn.users.name', 'SELECT, UPDATE'),
        ('learn_user', 'learn.users.role', 'SELECT'),
        ('learn_user', 'learn.users.status', 'SELECT'),
        ('learn_user', 'learn.users.streak', 'SELECT'),
        ('learn_user', 'learn.users.time_zone', 'SELECT, UPDATE'),
        ('learn_user', 'learn.users.updated_at', 'SELECT'),
        ('learn_user', 'learn.users.username', 'SELECT, UPDATE'),
        ('learn_user', 'learn.users.xp', 'SELECT')
    $$,
    'with users these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'verification_tokens')$$,
    $$values
        ('learn_app', 'learn.verification_tokens', 'DELETE, INSERT, SELECT, UPDATE')
    $$,
    'with verification_tokens these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'xp_events')$$,
    $$values
        ('learn_app', 'learn.xp_events', 'SELECT'),
        ('learn_readonly', 'learn.xp_events', 'SELECT'),
        ('learn_user', 'learn.xp_events', 'SELECT')
    $$,
    'with xp_events these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'actor_memberships')$$,
    $$values
        ('learn_user', 'learn.actor_memberships', 'SELECT')
    $$,
    'with actor_memberships these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'actor_taken')$$,
    $$values
        ('learn_user', 'learn.actor_taken', 'SELECT')
    $$,
    'with actor_taken these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('learn', 'table', 'module_progress')$$,
    $$values
        ('learn_app', 'learn.module_progress', 'SELECT'),
        ('learn_readonly', 'learn.module_progress', 'SELECT')
    $$,
    'with module_progress these roles may do this, and nobody anything else'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'graphs')$$,
    'with graphs nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'analytics_inbox_number_seq')$$,
    'with analytics_inbox_number_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'learning_analytics_default')$$,
    'with learning_analytics_default nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_completion_leaderboard')$$,
    'with mv_completion_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_contributor_leaderboard')$$,
    'with mv_contributor_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_course_leaderboard')$$,
    'with mv_course_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_course_popularity')$$,
    'with mv_course_popularity nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_streak_leaderboard')$$,
    'with mv_streak_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_user_leaderboard')$$,
    'with mv_user_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'mv_weekly_leaderboard')$$,
    'with mv_weekly_leaderboard nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('learn', 'table', 'standings')$$,
    'with standings nobody but its owner may do anything'
);

-- The owner is not named: it calls all of them.
select results_eq(
    $$select * from test.callers('learn', '^[a-c]')$$,
    $$values
        ('learn.actor_authored()', 'learn_app, learn_user'),
        ('learn.actor_courses()', 'learn_app, learn_user'),
        ('learn.actor_id()', 'learn_app, learn_user'),
        ('learn.actor_may(text)', 'learn_app, learn_user'),
        ('learn.actor_may_edit(uuid)', 'learn_app, learn_user'),
        ('learn.actor_sessions()', 'learn_app, learn_user'),
        ('learn.actor_versions()', 'learn_app, learn_user'),
        ('learn.advance_submission(uuid,text)', 'learn_app'),
        ('learn.answer_question(uuid,uuid,uuid[],text)', 'learn_app, learn_user'),
        ('learn.answer_question_of_tutor(uuid,text,text,integer,numeric,boolean,jsonb)', 'learn_app'),
        ('learn.append_operation(uuid,text,integer,text,integer,bigint)', 'learn_app, learn_user'),
        ('learn.archive_course(uuid)', 'learn_app, learn_user'),
        ('learn.ask_tutor(text,uuid,uuid,text,jsonb)', 'learn_app, learn_user'),
        ('learn.available_hints(uuid)', 'learn_app, learn_user'),
        ('learn.award_points(uuid,text,text,integer,integer,text,integer)', null),
        ('learn.begin_quiz(uuid)', 'learn_app, learn_user'),
        ('learn.certify_skills(uuid,uuid,text[],timestamp with time zone)', 'learn_app, learn_user'),
        ('learn.check_time_zone()', null),
        ('learn.claim_submission(interval)', 'learn_app'),
        ('learn.compare_with_journal()', null),
        ('learn.count_for_achievements(uuid)', null),
        ('learn.counted_learners()', null),
        ('learn.create_analytics_partitions(integer)', null)
    $$,
    'these roles call the functions that begin with a to c'
);

select results_eq(
    $$select * from test.callers('learn', '^[d-k]')$$,
    $$values
        ('learn.decide_recommendation(uuid,boolean)', 'learn_app, learn_user'),
        ('learn.delete_message(uuid)', 'learn_app, learn_user'),
        ('learn.document_of(uuid,bigint)', 'learn_app, learn_user'),
        ('learn.draft_course_version(uuid,text)', 'learn_app, learn_user'),
        ('learn.drop_course(uuid)', 'learn_app, learn_user'),
        ('learn.edit_message(uuid,text)', 'learn_app, learn_user'),
        ('learn.edits_lesson(uuid)', 'learn_app, learn_user'),
        ('learn.end_session(uuid,text)', 'learn_app, learn_user'),
        ('learn.enroll(uuid)', 'learn_app, learn_user'),
        ('learn.expire_sessions(integer)', 'learn_app'),
        ('learn.fail_submission(uuid,text)', 'learn_app'),
        ('learn.forget_who_withdrew()', null),
        ('learn.hold_message(uuid)', null),
        ('learn.hold_session(uuid,text[])', null),
        ('learn.ingest_events(integer)', 'learn_app'),
        ('learn.invite_to_session(uuid,uuid,text)', 'learn_app, learn_user'),
        ('learn.is_actor(text,text)', 'platform_owner'),
        ('learn.issue_certificate(uuid)', 'learn_app, learn_user'),
        ('learn.join_session(uuid)', 'learn_app, learn_user'),
        ('learn.judge_achievements(uuid)', 'learn_app'),
        ('learn.judge_earner()', null),
        ('learn.keep_analytics(date)', 'learn_app'),
        ('learn.keep_enrollment()', null),
        ('learn.keep_points()', null),
        ('learn.keep_progress()', null),
        ('learn.keep_room()', null),
        ('learn.keep_streak()', null)
    $$,
    'these roles call the functions that begin with d to k'
);

select results_eq(
    $$select * from test.callers('learn', '^[l-q]')$$,
    $$values
        ('learn.leaderboard(text,uuid,text,integer,integer)', 'learn_app, learn_user'),
        ('learn.leave_session(uuid)', 'learn_app, learn_user'),
        ('learn.lesson_of_exercise(uuid)', 'learn_app, learn_user'),
        ('learn.lesson_of_question(uuid)', 'learn_app, learn_user'),
        ('learn.lesson_of_quiz(uuid)', 'learn_app, learn_user'),
        ('learn.lessons_found(tsquery,tsquery,integer)', null),
        ('learn.level_of(integer)', null),
        ('learn.module_progress_of(uuid)', 'learn_app, learn_user'),
        ('learn.my_rank(text,uuid)', 'learn_app, learn_user'),
        ('learn.my_recommendations(integer)', 'learn_app, learn_user'),
        ('learn.neighbours(text,uuid,integer)', 'learn_app, learn_user'),
        ('learn.new_verification_code()', null),
        ('learn.number_operation()', null),
        ('learn.open_attempt(uuid)', null),
        ('learn.open_lesson(uuid)', 'learn_app, learn_user'),
        ('learn.open_session(text,text,text,text,uuid,integer,text,interval)', 'learn_app, learn_user'),
        ('learn.operations_since(uuid,bigint,integer)', 'learn_app, learn_user'),
        ('learn.people(uuid[])', 'learn_app, learn_user'),
        ('learn.places(uuid,text,uuid,int4range,text,integer)', null),
        ('learn.posts_found(tsquery,tsquery,integer)', null),
        ('learn.publish_course_version(uuid)', 'learn_app, learn_user')
    $$,
    'these roles call the functions that begin with l to q'
);

select results_eq(
    $$select * from test.callers('learn', '^r')$$,
    $$values
        ('learn.raise_levels()', null),
        ('learn.rank_of(text)', null),
        ('learn.ranked_by_courses()', null),
        ('learn.ranked_by_points()', null),
        ('learn.ranked_by_points_of_the_week()', null),
        ('learn.ranked_by_streak()', null),
        ('learn.ranked_by_writings()', null),
        ('learn.ranked_in_courses()', null),
        ('learn.rate_answer(uuid,boolean)', 'learn_app, learn_user'),
        ('learn.react(uuid,text)', 'learn_app, learn_user'),
        ('learn.reasons_to_recommend(uuid)', null),
        ('learn.recommend(uuid)', 'learn_app'),
        ('learn.recommendations_of(uuid,integer)', null),
        ('learn.record_active_day(uuid,timestamp with time zone)', null),
        ('learn.record_certificate_token(uuid,text,text,text,text,text)', 'learn_app'),
        ('learn.record_events(jsonb)', 'learn_app, learn_user'),
        ('learn.record_progress(uuid,integer,integer,text)', 'learn_app, learn_user'),
        ('learn.record_test_results(uuid,jsonb)', 'learn_app'),
        ('learn.refresh_leaderboards(interval)', 'learn_app'),
        ('learn.refresh_popularity(interval)', 'learn_app'),
        ('learn.refuse_circle()', null),
        ('learn.refuse_published()', null),
        ('learn.refuse_rewriting()', null),
        ('learn.refuse_unpublishing()', null),
        ('learn.remove_participant(uuid,uuid)', 'learn_app, learn_user'),
        ('learn.replay(uuid,bigint)', null),
        ('learn.require_actor(text)', null),
        ('learn.require_board(text,uuid)', null),
        ('learn.require_editor(uuid)', null),
        ('learn.require_lesson(uuid)', null),
        ('learn.require_reader(uuid)', null),
        ('learn.require_session_owner(uuid)', null),
        ('learn.require_standing(text,uuid)', null),
        ('learn.require_turn(text)', 'learn_app, learn_user'),
        ('learn.review_quiz(uuid)', 'learn_app, learn_user'),
        ('learn.revoke_certificate(uuid,text)', 'learn_app, learn_user'),
        ('learn.reward_progress()', null),
        ('learn.roll_up_progress()', null)
    $$,
    'these roles call the functions that begin with r'
);

select results_eq(
    $$select * from test.callers('learn', '^[^a-r]')$$,
    $$values
        ('learn.search(text,text[],integer,integer)', 'learn_app, learn_user'),
        ('learn.search_document(text,text,text,text)', 'learn_app, learn_user'),
        ('learn.sees_course(uuid)', 'learn_app, learn_user'),
        ('learn.sees_lesson(uuid)', 'learn_app, learn_user'),
        ('learn.sees_special_lesson(uuid,uuid,boolean,timestamp with time zone,integer)', 'learn_app, learn_user'),
        ('learn.send_message(uuid,text,text,uuid,jsonb)', 'learn_app, learn_user'),
        ('learn.set_document_length()', null),
        ('learn.set_user_role(uuid,text)', 'learn_app, learn_user'),
        ('learn.set_user_status(uuid,text)', 'learn_app, learn_user'),
        ('learn.shift(int4multirange,integer)', null),
        ('learn.show_presence(uuid,jsonb)', 'learn_app, learn_user'),
        ('learn.store_events(learn.analytics_inbox[])', null),
        ('learn.streak_of(uuid)', null),
        ('learn.submit_code(uuid,text,text)', 'learn_app, learn_user'),
        ('learn.submit_quiz(uuid)', 'learn_app, learn_user'),
        ('learn.syllabus(uuid)', 'learn_app, learn_user'),
        ('learn.take_hint(uuid)', 'learn_app, learn_user'),
        ('learn.take_leaderboard_snapshots(integer,interval)', 'learn_app'),
        ('learn.take_snapshot(uuid)', 'learn_app'),
        ('learn.take_turn(text,text)', 'learn_app'),
        ('learn.tell_of_message()', null),
        ('learn.tell_of_participant()', null),
        ('learn.tell_of_reaction()', null),
        ('learn.tell_of_session()', null),
        ('learn.tell_sessions(uuid,text,jsonb)', null),
        ('learn.text_configuration(text)', 'learn_app, learn_user'),
        ('learn.text_of(jsonb)', 'learn_app, learn_user'),
        ('learn.tutor_questions_left()', 'learn_app, learn_user'),
        ('learn.unreact(uuid,text)', 'learn_app, learn_user'),
        ('learn.verify_certificate(text)', 'learn_app, learn_user'),
        ('learn.version_of(text,jsonb)', null),
        ('learn.what_is_missing(uuid)', null),
        ('learn.why_locked(uuid,uuid)', null)
    $$,
    'and these the other functions'
);

-- A column stands for its table.
select set_eq(
    $$select substring(object from '^[^.]+\.[^.]+') from test.privileges('learn', 'table')$$,
    array[
        'learn.achievement_prerequisites', 'learn.achievements', 'learn.actor_memberships', 'learn.actor_taken',
        'learn.ai_tutor_conversations', 'learn.ai_tutor_messages', 'learn.analytics_inbox', 'learn.auth_accounts',
        'learn.auth_sessions', 'learn.certificates', 'learn.chat_messages', 'learn.code_submissions',
        'learn.collaboration_sessions', 'learn.community_comments', 'learn.community_posts', 'learn.concept_mastery',
        'learn.content_reports', 'learn.course_enrollments', 'learn.course_prerequisites', 'learn.course_translations',
        'learn.course_versions', 'learn.courses', 'learn.daily_event_stats', 'learn.daily_user_stats', 'learn.errors',
        'learn.exercise_hints', 'learn.exercise_solutions', 'learn.exercise_test_cases', 'learn.exercises',
        'learn.hint_usages', 'learn.leaderboard_snapshots', 'learn.leaderboards', 'learn.learning_analytics',
        'learn.lesson_notes', 'learn.lesson_prerequisites', 'learn.lesson_translations', 'learn.lessons',
        'learn.level_thresholds', 'learn.message_edits', 'learn.message_reactions', 'learn.module_progress',
        'learn.module_translations', 'learn.modules', 'learn.quiz_answer_options', 'learn.quiz_answers',
        'learn.quiz_attempts', 'learn.quiz_correct_options', 'learn.quiz_options', 'learn.quiz_question_keys',
        'learn.quiz_questions', 'learn.quizzes', 'learn.rate_limit_counters', 'learn.rate_limits',
        'learn.recommendations', 'learn.role_permissions', 'learn.session_operations', 'learn.session_participants',
        'learn.session_snapshots', 'learn.submission_test_results', 'learn.tutor_allowances', 'learn.tutor_usage',
        'learn.user_achievements', 'learn.user_pii', 'learn.user_profiles', 'learn.user_progress',
        'learn.user_streak_days', 'learn.users', 'learn.verification_tokens', 'learn.xp_events'
    ],
    'with no other table, view or sequence of learn may anybody do anything'
);

select * from finish();
rollback;
