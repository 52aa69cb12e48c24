-- depends: learn-0012-classify-personal-data
--
-- The audit log sees every change of rights, content, progress and points. What identifies a person is logged as a keyed
-- hash; code, answers and texts of that length are not logged at all, they are rows that never change or that have a
-- history of their own.
--
-- Not watched: journals that are written once and by many at a time (operations, analytics, sessions of signing in), and
-- what is derived from watched tables. Of progress only what counts is logged, not every minute and every draft.
--
-- Share row exclusive on each table (no writes) for the instant of its change; rewrites nothing, loses nothing.

set local role learn_owner;

select audit.watch(
    'learn.users', ignored_columns => '{last_active_at,xp,level,streak,updated_at}',
    masked_columns => '{email,username,name,avatar,password_hash}'
);
select audit.watch('learn.user_pii', masked_columns => '{legal_name,phone,phone_index,birth_date,address}');
select audit.watch(
    'learn.auth_accounts', ignored_columns => '{refresh_token,access_token,id_token,expires_at,session_state,updated_at}',
    masked_columns => '{provider_account_id}'
);
select audit.watch('learn.role_permissions');
select audit.watch('learn.courses');
select audit.watch('learn.course_versions');
select audit.watch('learn.course_translations');
select audit.watch('learn.course_prerequisites');
select audit.watch('learn.modules');
select audit.watch('learn.module_translations');
select audit.watch('learn.lessons');
select audit.watch('learn.lesson_translations');
select audit.watch('learn.lesson_prerequisites');
select audit.watch('learn.quizzes');
select audit.watch('learn.quiz_questions');
select audit.watch('learn.quiz_options');
select audit.watch('learn.quiz_correct_options');
select audit.watch('learn.quiz_question_keys');
select audit.watch('learn.exercises');
select audit.watch('learn.exercise_solutions');
select audit.watch('learn.exercise_test_cases');
select audit.watch('learn.exercise_hints');
select audit.watch('learn.content_reports', masked_columns => '{details}');
select audit.watch('learn.course_enrollments', ignored_columns => '{percentage_sum,time_spent_seconds,updated_at}');
select audit.watch(
    'learn.user_progress', ignored_columns => '{time_spent_seconds,code_snapshot,updated_at}'
);
select audit.watch('learn.quiz_attempts');
select audit.watch('learn.code_submissions', ignored_columns => '{code,feedback,updated_at}');
select audit.watch('learn.hint_usages');
select audit.watch('learn.certificates');
select audit.watch('learn.xp_events');
select audit.watch('learn.level_thresholds');
select audit.watch('learn.achievements');
select audit.watch('learn.achievement_prerequisites');
select audit.watch('learn.user_achievements');
select audit.watch('learn.collaboration_sessions', ignored_columns => '{code,version,updated_at}');
select audit.watch('learn.session_participants', ignored_columns => '{cursor,last_seen_at}');
