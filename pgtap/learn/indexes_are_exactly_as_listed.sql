begin;
select plan(76);

-- Those that may be used; that none is left invalid is said at the end.
select results_eq(
    $$select index, definition from test.indexes('learn', 'achievement_prerequisites') where valid$$,
    $$values
        ('achievement_prerequisites_pkey',
         'CREATE UNIQUE INDEX achievement_prerequisites_pkey ON learn.achievement_prerequisites USING btree (achievement_id, prerequisite_id)'),
        ('achievement_prerequisites_prerequisite_id_idx',
         'CREATE INDEX achievement_prerequisites_prerequisite_id_idx ON learn.achievement_prerequisites USING btree (prerequisite_id)')
    $$,
    'achievement_prerequisites has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'achievements') where valid$$,
    $$values
        ('achievements_key_key', 'CREATE UNIQUE INDEX achievements_key_key ON learn.achievements USING btree (key)'),
        ('achievements_pkey', 'CREATE UNIQUE INDEX achievements_pkey ON learn.achievements USING btree (id)')
    $$,
    'achievements has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'ai_tutor_conversations') where valid$$,
    $$values
        ('ai_tutor_conversations_lesson_id_idx',
         'CREATE INDEX ai_tutor_conversations_lesson_id_idx ON learn.ai_tutor_conversations USING btree (lesson_id)'),
        ('ai_tutor_conversations_pkey',
         'CREATE UNIQUE INDEX ai_tutor_conversations_pkey ON learn.ai_tutor_conversations USING btree (id)'),
        ('ai_tutor_conversations_user_id_updated_at_idx',
         'CREATE INDEX ai_tutor_conversations_user_id_updated_at_idx ON learn.ai_tutor_conversations USING btree (user_id, updated_at DESC)')
    $$,
    'ai_tutor_conversations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'ai_tutor_messages') where valid$$,
    $$values
        ('ai_tutor_messages_conversation_id_created_at_idx',
         'CREATE INDEX ai_tutor_messages_conversation_id_created_at_idx ON learn.ai_tutor_messages USING btree (conversation_id, created_at)'),
        ('ai_tutor_messages_model_request_type_idx',
         'CREATE INDEX ai_tutor_messages_model_request_type_idx ON learn.ai_tutor_messages USING btree (model, request_type) WHERE (model IS NOT NULL)'),
        ('ai_tutor_messages_pkey',
         'CREATE UNIQUE INDEX ai_tutor_messages_pkey ON learn.ai_tutor_messages USING btree (id)'),
        ('ai_tutor_messages_question_id_key',
         'CREATE UNIQUE INDEX ai_tutor_messages_question_id_key ON learn.ai_tutor_messages USING btree (question_id) WHERE (question_id IS NOT NULL)')
    $$,
    'ai_tutor_messages has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'analytics_inbox') where valid$$,
    $$values
        ('analytics_inbox_pkey',
         'CREATE UNIQUE INDEX analytics_inbox_pkey ON learn.analytics_inbox USING btree (number)')
    $$,
    'analytics_inbox has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'auth_accounts') where valid$$,
    $$values
        ('auth_accounts_pkey', 'CREATE UNIQUE INDEX auth_accounts_pkey ON learn.auth_accounts USING btree (id)'),
        ('auth_accounts_provider_account_key',
         'CREATE UNIQUE INDEX auth_accounts_provider_account_key ON learn.auth_accounts USING btree (provider, provider_account_id)'),
        ('auth_accounts_user_id_idx',
         'CREATE INDEX auth_accounts_user_id_idx ON learn.auth_accounts USING btree (user_id)')
    $$,
    'auth_accounts has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'auth_sessions') where valid$$,
    $$values
        ('auth_sessions_expires_at_idx',
         'CREATE INDEX auth_sessions_expires_at_idx ON learn.auth_sessions USING btree (expires_at)'),
        ('auth_sessions_pkey', 'CREATE UNIQUE INDEX auth_sessions_pkey ON learn.auth_sessions USING btree (id)'),
        ('auth_sessions_token_hash_key',
         'CREATE UNIQUE INDEX auth_sessions_token_hash_key ON learn.auth_sessions USING btree (token_hash)'),
        ('auth_sessions_user_id_idx',
         'CREATE INDEX auth_sessions_user_id_idx ON learn.auth_sessions USING btree (user_id)')
    $$,
    'auth_sessions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'certificates') where valid$$,
    $$values
        ('certificates_enrollment_idx',
         'CREATE INDEX certificates_enrollment_idx ON learn.certificates USING btree (user_id, course_id, version_id)'),
        ('certificates_one_valid_key',
         'CREATE UNIQUE INDEX certificates_one_valid_key ON learn.certificates USING btree (user_id, course_id, type) WHERE (revoked_at IS NULL)'),
        ('certificates_pkey', 'CREATE UNIQUE INDEX certificates_pkey ON learn.certificates USING btree (id)'),
        ('certificates_verification_code_key',
         'CREATE UNIQUE INDEX certificates_verification_code_key ON learn.certificates USING btree (verification_code)')
    $$,
    'certificates has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'chat_messages') where valid$$,
    $$values
        ('chat_messages_author_id_created_at_idx',
         'CREATE INDEX chat_messages_author_id_created_at_idx ON learn.chat_messages USING btree (author_id, created_at)'),
        ('chat_messages_pkey', 'CREATE UNIQUE INDEX chat_messages_pkey ON learn.chat_messages USING btree (id)'),
        ('chat_messages_session_id_created_at_idx',
         'CREATE INDEX chat_messages_session_id_created_at_idx ON learn.chat_messages USING btree (session_id, created_at)'),
        ('chat_messages_session_id_id_key',
         'CREATE UNIQUE INDEX chat_messages_session_id_id_key ON learn.chat_messages USING btree (session_id, id)'),
        ('chat_messages_session_id_reply_to_id_idx',
         'CREATE INDEX chat_messages_session_id_reply_to_id_idx ON learn.chat_messages USING btree (session_id, reply_to_id)')
    $$,
    'chat_messages has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'code_submissions') where valid$$,
    $$values
        ('code_submissions_exercise_id_id_key',
         'CREATE UNIQUE INDEX code_submissions_exercise_id_id_key ON learn.code_submissions USING btree (exercise_id, id)'),
        ('code_submissions_lesson_id_exercise_id_idx',
         'CREATE INDEX code_submissions_lesson_id_exercise_id_idx ON learn.code_submissions USING btree (lesson_id, exercise_id)'),
        ('code_submissions_pkey',
         'CREATE UNIQUE INDEX code_submissions_pkey ON learn.code_submissions USING btree (id)'),
        ('code_submissions_user_id_lesson_id_submitted_at_idx',
         'CREATE INDEX code_submissions_user_id_lesson_id_submitted_at_idx ON learn.code_submissions USING btree (user_id, lesson_id, submitted_at DESC)'),
        ('code_submissions_waiting_idx',
         'CREATE INDEX code_submissions_waiting_idx ON learn.code_submissions USING btree (submitted_at) WHERE (finished_at IS NULL)')
    $$,
    'code_submissions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'collaboration_sessions') where valid$$,
    $$values
        ('collaboration_sessions_lesson_id_idx',
         'CREATE INDEX collaboration_sessions_lesson_id_idx ON learn.collaboration_sessions USING btree (lesson_id)'),
        ('collaboration_sessions_owner_id_status_idx',
         'CREATE INDEX collaboration_sessions_owner_id_status_idx ON learn.collaboration_sessions USING btree (owner_id, status)'),
        ('collaboration_sessions_pkey',
         'CREATE UNIQUE INDEX collaboration_sessions_pkey ON learn.collaboration_sessions USING btree (id)'),
        ('collaboration_sessions_status_expires_at_idx',
         'CREATE INDEX collaboration_sessions_status_expires_at_idx ON learn.collaboration_sessions USING btree (status, expires_at)')
    $$,
    'collaboration_sessions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'community_comments') where valid$$,
    $$values
        ('community_comments_author_id_idx',
         'CREATE INDEX community_comments_author_id_idx ON learn.community_comments USING btree (author_id)'),
        ('community_comments_pkey',
         'CREATE UNIQUE INDEX community_comments_pkey ON learn.community_comments USING btree (id)'),
        ('community_comments_post_id_id_key',
         'CREATE UNIQUE INDEX community_comments_post_id_id_key ON learn.community_comments USING btree (post_id, id)'),
        ('community_comments_post_id_parent_id_idx',
         'CREATE INDEX community_comments_post_id_parent_id_idx ON learn.community_comments USING btree (post_id, parent_id)')
    $$,
    'community_comments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'community_posts') where valid$$,
    $$values
        ('community_posts_author_id_idx',
         'CREATE INDEX community_posts_author_id_idx ON learn.community_posts USING btree (author_id)'),
        ('community_posts_course_id_created_at_idx',
         'CREATE INDEX community_posts_course_id_created_at_idx ON learn.community_posts USING btree (course_id, created_at DESC)'),
        ('community_posts_created_at_idx',
         'CREATE INDEX community_posts_created_at_idx ON learn.community_posts USING btree (created_at DESC) WHERE (status = ''VISIBLE''::text)'),
        ('community_posts_pkey', 'CREATE UNIQUE INDEX community_posts_pkey ON learn.community_posts USING btree (id)'),
        ('community_posts_search_idx',
         'CREATE INDEX community_posts_search_idx ON learn.community_posts USING gin (learn.search_document(language, title, ''''::text, body))'),
        ('community_posts_title_trgm_idx',
         'CREATE INDEX community_posts_title_trgm_idx ON learn.community_posts USING gin (title extensions.gin_trgm_ops)')
    $$,
    'community_posts has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'concept_mastery') where valid$$,
    $$values
        ('concept_mastery_pkey',
         'CREATE UNIQUE INDEX concept_mastery_pkey ON learn.concept_mastery USING btree (user_id, concept)')
    $$,
    'concept_mastery has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'content_reports') where valid$$,
    $$values
        ('content_reports_comment_id_reporter_id_key',
         'CREATE UNIQUE INDEX content_reports_comment_id_reporter_id_key ON learn.content_reports USING btree (comment_id, reporter_id) WHERE (comment_id IS NOT NULL)'),
        ('content_reports_handled_by_idx',
         'CREATE INDEX content_reports_handled_by_idx ON learn.content_reports USING btree (handled_by)'),
        ('content_reports_lesson_id_reporter_id_key',
         'CREATE UNIQUE INDEX content_reports_lesson_id_reporter_id_key ON learn.content_reports USING btree (lesson_id, reporter_id) WHERE (lesson_id IS NOT NULL)'),
        ('content_reports_open_idx',
         'CREATE INDEX content_reports_open_idx ON learn.content_reports USING btree (created_at) WHERE (status = ''OPEN''::text)'),
        ('content_reports_pkey', 'CREATE UNIQUE INDEX content_reports_pkey ON learn.content_reports USING btree (id)'),
        ('content_reports_post_id_reporter_id_key',
         'CREATE UNIQUE INDEX content_reports_post_id_reporter_id_key ON learn.content_reports USING btree (post_id, reporter_id) WHERE (post_id IS NOT NULL)'),
        ('content_reports_reporter_id_idx',
         'CREATE INDEX content_reports_reporter_id_idx ON learn.content_reports USING btree (reporter_id)')
    $$,
    'content_reports has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'course_enrollments') where valid$$,
    $$values
        ('course_enrollments_completed_idx',
         'CREATE INDEX course_enrollments_completed_idx ON learn.course_enrollments USING btree (course_id, version_id, completed_at DESC) WHERE (status = ''COMPLETED''::text)'),
        ('course_enrollments_course_id_version_id_idx',
         'CREATE INDEX course_enrollments_course_id_version_id_idx ON learn.course_enrollments USING btree (course_id, version_id)'),
        ('course_enrollments_pkey',
         'CREATE UNIQUE INDEX course_enrollments_pkey ON learn.course_enrollments USING btree (user_id, course_id)'),
        ('course_enrollments_taken_idx',
         'CREATE INDEX course_enrollments_taken_idx ON learn.course_enrollments USING btree (user_id, version_id) WHERE (status <> ''DROPPED''::text)'),
        ('course_enrollments_user_course_version_key',
         'CREATE UNIQUE INDEX course_enrollments_user_course_version_key ON learn.course_enrollments USING btree (user_id, course_id, version_id)')
    $$,
    'course_enrollments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'course_prerequisites') where valid$$,
    $$values
        ('course_prerequisites_pkey',
         'CREATE UNIQUE INDEX course_prerequisites_pkey ON learn.course_prerequisites USING btree (course_id, prerequisite_id)'),
        ('course_prerequisites_prerequisite_id_idx',
         'CREATE INDEX course_prerequisites_prerequisite_id_idx ON learn.course_prerequisites USING btree (prerequisite_id)')
    $$,
    'course_prerequisites has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'course_translations') where valid$$,
    $$values
        ('course_translations_pkey',
         'CREATE UNIQUE INDEX course_translations_pkey ON learn.course_translations USING btree (course_id, language)'),
        ('course_translations_search_idx',
         'CREATE INDEX course_translations_search_idx ON learn.course_translations USING gin (learn.search_document(language, title, description, ''''::text))')
    $$,
    'course_translations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'course_versions') where valid$$,
    $$values
        ('course_versions_course_id_id_key',
         'CREATE UNIQUE INDEX course_versions_course_id_id_key ON learn.course_versions USING btree (course_id, id)'),
        ('course_versions_course_id_number_key',
         'CREATE UNIQUE INDEX course_versions_course_id_number_key ON learn.course_versions USING btree (course_id, number)'),
        ('course_versions_course_id_version_key',
         'CREATE UNIQUE INDEX course_versions_course_id_version_key ON learn.course_versions USING btree (course_id, version)'),
        ('course_versions_one_draft_key',
         'CREATE UNIQUE INDEX course_versions_one_draft_key ON learn.course_versions USING btree (course_id) WHERE (status = ANY (ARRAY[''DRAFT''::text, ''REVIEW''::text]))'),
        ('course_versions_one_published_key',
         'CREATE UNIQUE INDEX course_versions_one_published_key ON learn.course_versions USING btree (course_id) WHERE (status = ''PUBLISHED''::text)'),
        ('course_versions_pkey', 'CREATE UNIQUE INDEX course_versions_pkey ON learn.course_versions USING btree (id)'),
        ('course_versions_published_by_idx',
         'CREATE INDEX course_versions_published_by_idx ON learn.course_versions USING btree (published_by)')
    $$,
    'course_versions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'courses') where valid$$,
    $$values
        ('courses_author_id_idx', 'CREATE INDEX courses_author_id_idx ON learn.courses USING btree (author_id)'),
        ('courses_difficulty_status_idx',
         'CREATE INDEX courses_difficulty_status_idx ON learn.courses USING btree (difficulty, status)'),
        ('courses_pkey', 'CREATE UNIQUE INDEX courses_pkey ON learn.courses USING btree (id)'),
        ('courses_published_idx',
         'CREATE INDEX courses_published_idx ON learn.courses USING btree (published_at DESC, id) WHERE (status = ''PUBLISHED''::text)'),
        ('courses_search_idx',
         'CREATE INDEX courses_search_idx ON learn.courses USING gin (learn.search_document(language, title, description, ''''::text))'),
        ('courses_slug_key',
         'CREATE UNIQUE INDEX courses_slug_key ON learn.courses USING btree (slug) INCLUDE (status)'),
        ('courses_title_trgm_idx',
         'CREATE INDEX courses_title_trgm_idx ON learn.courses USING gin (title extensions.gin_trgm_ops)')
    $$,
    'courses has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'daily_event_stats') where valid$$,
    $$values
        ('daily_event_stats_day_event_type_course_id_key',
         'CREATE UNIQUE INDEX daily_event_stats_day_event_type_course_id_key ON learn.daily_event_stats USING btree (day, event_type, course_id) NULLS NOT DISTINCT')
    $$,
    'daily_event_stats has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'daily_user_stats') where valid$$,
    $$values
        ('daily_user_stats_day_idx',
         'CREATE INDEX daily_user_stats_day_idx ON learn.daily_user_stats USING btree (day)'),
        ('daily_user_stats_pkey',
         'CREATE UNIQUE INDEX daily_user_stats_pkey ON learn.daily_user_stats USING btree (user_id, day)')
    $$,
    'daily_user_stats has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'errors') where valid$$,
    $$values
        ('errors_pkey', 'CREATE UNIQUE INDEX errors_pkey ON learn.errors USING btree (sqlstate)')
    $$,
    'errors has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'exercise_hints') where valid$$,
    $$values
        ('exercise_hints_exercise_id_id_key',
         'CREATE UNIQUE INDEX exercise_hints_exercise_id_id_key ON learn.exercise_hints USING btree (exercise_id, id)'),
        ('exercise_hints_exercise_id_level_key',
         'CREATE UNIQUE INDEX exercise_hints_exercise_id_level_key ON learn.exercise_hints USING btree (exercise_id, level)'),
        ('exercise_hints_pkey', 'CREATE UNIQUE INDEX exercise_hints_pkey ON learn.exercise_hints USING btree (id)')
    $$,
    'exercise_hints has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'exercise_solutions') where valid$$,
    $$values
        ('exercise_solutions_pkey',
         'CREATE UNIQUE INDEX exercise_solutions_pkey ON learn.exercise_solutions USING btree (exercise_id)')
    $$,
    'exercise_solutions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'exercise_test_cases') where valid$$,
    $$values
        ('exercise_test_cases_exercise_id_id_key',
         'CREATE UNIQUE INDEX exercise_test_cases_exercise_id_id_key ON learn.exercise_test_cases USING btree (exercise_id, id)'),
        ('exercise_test_cases_exercise_id_position_key',
         'CREATE UNIQUE INDEX exercise_test_cases_exercise_id_position_key ON learn.exercise_test_cases USING btree (exercise_id, "position")'),
        ('exercise_test_cases_pkey',
         'CREATE UNIQUE INDEX exercise_test_cases_pkey ON learn.exercise_test_cases USING btree (id)')
    $$,
    'exercise_test_cases has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'exercises') where valid$$,
    $$values
        ('exercises_lesson_id_id_key',
         'CREATE UNIQUE INDEX exercises_lesson_id_id_key ON learn.exercises USING btree (lesson_id, id)'),
        ('exercises_lesson_id_key',
         'CREATE UNIQUE INDEX exercises_lesson_id_key ON learn.exercises USING btree (lesson_id)'),
        ('exercises_pkey', 'CREATE UNIQUE INDEX exercises_pkey ON learn.exercises USING btree (id)')
    $$,
    'exercises has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'graphs') where valid$$,
    $$values
        ('graphs_pkey', 'CREATE UNIQUE INDEX graphs_pkey ON learn.graphs USING btree (name)')
    $$,
    'graphs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'hint_usages') where valid$$,
    $$values
        ('hint_usages_exercise_id_hint_id_idx',
         'CREATE INDEX hint_usages_exercise_id_hint_id_idx ON learn.hint_usages USING btree (exercise_id, hint_id)'),
        ('hint_usages_lesson_id_exercise_id_idx',
         'CREATE INDEX hint_usages_lesson_id_exercise_id_idx ON learn.hint_usages USING btree (lesson_id, exercise_id)'),
        ('hint_usages_pkey',
         'CREATE UNIQUE INDEX hint_usages_pkey ON learn.hint_usages USING btree (user_id, hint_id)'),
        ('hint_usages_user_id_lesson_id_idx',
         'CREATE INDEX hint_usages_user_id_lesson_id_idx ON learn.hint_usages USING btree (user_id, lesson_id)')
    $$,
    'hint_usages has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'leaderboard_snapshots') where valid$$,
    $$values
        ('leaderboard_snapshots_board_taken_on_rank_key',
         'CREATE UNIQUE INDEX leaderboard_snapshots_board_taken_on_rank_key ON learn.leaderboard_snapshots USING btree (board, taken_on, rank)'),
        ('leaderboard_snapshots_pkey',
         'CREATE UNIQUE INDEX leaderboard_snapshots_pkey ON learn.leaderboard_snapshots USING btree (board, taken_on, user_id)'),
        ('leaderboard_snapshots_user_id_idx',
         'CREATE INDEX leaderboard_snapshots_user_id_idx ON learn.leaderboard_snapshots USING btree (user_id, board, taken_on DESC)')
    $$,
    'leaderboard_snapshots has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'leaderboards') where valid$$,
    $$values
        ('leaderboards_pkey', 'CREATE UNIQUE INDEX leaderboards_pkey ON learn.leaderboards USING btree (board)')
    $$,
    'leaderboards has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'learning_analytics') where valid$$,
    $$values
        ('idx_analytics_time_series',
         'CREATE INDEX idx_analytics_time_series ON ONLY learn.learning_analytics USING btree (user_id, "timestamp" DESC)'),
        ('learning_analytics_course_id_timestamp_idx',
         'CREATE INDEX learning_analytics_course_id_timestamp_idx ON ONLY learn.learning_analytics USING btree (course_id, "timestamp") WHERE (course_id IS NOT NULL)'),
        ('learning_analytics_event_type_timestamp_idx',
         'CREATE INDEX learning_analytics_event_type_timestamp_idx ON ONLY learn.learning_analytics USING btree (event_type, "timestamp")'),
        ('learning_analytics_pkey',
         'CREATE UNIQUE INDEX learning_analytics_pkey ON ONLY learn.learning_analytics USING btree (id, "timestamp")')
    $$,
    'learning_analytics has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'lesson_notes') where valid$$,
    $$values
        ('lesson_notes_lesson_id_idx',
         'CREATE INDEX lesson_notes_lesson_id_idx ON learn.lesson_notes USING btree (lesson_id)'),
        ('lesson_notes_pkey', 'CREATE UNIQUE INDEX lesson_notes_pkey ON learn.lesson_notes USING btree (id)'),
        ('lesson_notes_user_id_lesson_id_idx',
         'CREATE INDEX lesson_notes_user_id_lesson_id_idx ON learn.lesson_notes USING btree (user_id, lesson_id)')
    $$,
    'lesson_notes has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'lesson_prerequisites') where valid$$,
    $$values
        ('lesson_prerequisites_pkey',
         'CREATE UNIQUE INDEX lesson_prerequisites_pkey ON learn.lesson_prerequisites USING btree (version_id, lesson_id, prerequisite_id)'),
        ('lesson_prerequisites_version_id_prerequisite_id_idx',
         'CREATE INDEX lesson_prerequisites_version_id_prerequisite_id_idx ON learn.lesson_prerequisites USING btree (version_id, prerequisite_id)')
    $$,
    'lesson_prerequisites has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'lesson_translations') where valid$$,
    $$values
        ('lesson_translations_pkey',
         'CREATE UNIQUE INDEX lesson_translations_pkey ON learn.lesson_translations USING btree (lesson_id, language)'),
        ('lesson_translations_search_idx',
         'CREATE INDEX lesson_translations_search_idx ON learn.lesson_translations USING gin (learn.search_document(language, title, description, learn.text_of(content)))')
    $$,
    'lesson_translations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'lessons') where valid$$,
    $$values
        ('lessons_course_id_version_id_idx',
         'CREATE INDEX lessons_course_id_version_id_idx ON learn.lessons USING btree (course_id, version_id)'),
        ('lessons_module_id_position_key',
         'CREATE UNIQUE INDEX lessons_module_id_position_key ON learn.lessons USING btree (module_id, "position")'),
        ('lessons_module_id_slug_key',
         'CREATE UNIQUE INDEX lessons_module_id_slug_key ON learn.lessons USING btree (module_id, slug)'),
        ('lessons_origin_id_idx', 'CREATE INDEX lessons_origin_id_idx ON learn.lessons USING btree (origin_id)'),
        ('lessons_pkey', 'CREATE UNIQUE INDEX lessons_pkey ON learn.lessons USING btree (id)'),
        ('lessons_previews_idx',
         'CREATE INDEX lessons_previews_idx ON learn.lessons USING btree (id) WHERE is_preview'),
        ('lessons_search_en_idx',
         'CREATE INDEX lessons_search_en_idx ON learn.lessons USING gin (learn.search_document(''en''::text, title, description, learn.text_of(content)))'),
        ('lessons_search_fr_idx',
         'CREATE INDEX lessons_search_fr_idx ON learn.lessons USING gin (learn.search_document(''fr''::text, title, description, learn.text_of(content)))'),
        ('lessons_title_trgm_idx',
         'CREATE INDEX lessons_title_trgm_idx ON learn.lessons USING gin (title extensions.gin_trgm_ops)'),
        ('lessons_version_id_id_key',
         'CREATE UNIQUE INDEX lessons_version_id_id_key ON learn.lessons USING btree (version_id, id)'),
        ('lessons_version_module_id_key',
         'CREATE UNIQUE INDEX lessons_version_module_id_key ON learn.lessons USING btree (version_id, module_id, id)')
    $$,
    'lessons has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'level_thresholds') where valid$$,
    $$values
        ('level_thresholds_pkey',
         'CREATE UNIQUE INDEX level_thresholds_pkey ON learn.level_thresholds USING btree (level)'),
        ('level_thresholds_xp_required_key',
         'CREATE UNIQUE INDEX level_thresholds_xp_required_key ON learn.level_thresholds USING btree (xp_required)')
    $$,
    'level_thresholds has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'message_edits') where valid$$,
    $$values
        ('message_edits_pkey',
         'CREATE UNIQUE INDEX message_edits_pkey ON learn.message_edits USING btree (message_id, number)')
    $$,
    'message_edits has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'message_reactions') where valid$$,
    $$values
        ('message_reactions_pkey',
         'CREATE UNIQUE INDEX message_reactions_pkey ON learn.message_reactions USING btree (message_id, user_id, emoji)'),
        ('message_reactions_user_id_idx',
         'CREATE INDEX message_reactions_user_id_idx ON learn.message_reactions USING btree (user_id)')
    $$,
    'message_reactions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'module_translations') where valid$$,
    $$values
        ('module_translations_pkey',
         'CREATE UNIQUE INDEX module_translations_pkey ON learn.module_translations USING btree (module_id, language)')
    $$,
    'module_translations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'modules') where valid$$,
    $$values
        ('modules_course_id_version_id_idx',
         'CREATE INDEX modules_course_id_version_id_idx ON learn.modules USING btree (course_id, version_id)'),
        ('modules_origin_id_idx', 'CREATE INDEX modules_origin_id_idx ON learn.modules USING btree (origin_id)'),
        ('modules_pkey', 'CREATE UNIQUE INDEX modules_pkey ON learn.modules USING btree (id)'),
        ('modules_version_id_id_key',
         'CREATE UNIQUE INDEX modules_version_id_id_key ON learn.modules USING btree (version_id, id)'),
        ('modules_version_id_position_key',
         'CREATE UNIQUE INDEX modules_version_id_position_key ON learn.modules USING btree (version_id, "position")'),
        ('modules_version_id_slug_key',
         'CREATE UNIQUE INDEX modules_version_id_slug_key ON learn.modules USING btree (version_id, slug)')
    $$,
    'modules has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_answer_options') where valid$$,
    $$values
        ('quiz_answer_options_pkey',
         'CREATE UNIQUE INDEX quiz_answer_options_pkey ON learn.quiz_answer_options USING btree (attempt_id, question_id, option_id)'),
        ('quiz_answer_options_question_id_option_id_idx',
         'CREATE INDEX quiz_answer_options_question_id_option_id_idx ON learn.quiz_answer_options USING btree (question_id, option_id)')
    $$,
    'quiz_answer_options has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_answers') where valid$$,
    $$values
        ('quiz_answers_pkey',
         'CREATE UNIQUE INDEX quiz_answers_pkey ON learn.quiz_answers USING btree (attempt_id, question_id)'),
        ('quiz_answers_quiz_id_attempt_id_idx',
         'CREATE INDEX quiz_answers_quiz_id_attempt_id_idx ON learn.quiz_answers USING btree (quiz_id, attempt_id)'),
        ('quiz_answers_quiz_id_question_id_idx',
         'CREATE INDEX quiz_answers_quiz_id_question_id_idx ON learn.quiz_answers USING btree (quiz_id, question_id)')
    $$,
    'quiz_answers has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_attempts') where valid$$,
    $$values
        ('quiz_attempts_lesson_id_quiz_id_idx',
         'CREATE INDEX quiz_attempts_lesson_id_quiz_id_idx ON learn.quiz_attempts USING btree (lesson_id, quiz_id)'),
        ('quiz_attempts_one_open_key',
         'CREATE UNIQUE INDEX quiz_attempts_one_open_key ON learn.quiz_attempts USING btree (user_id, quiz_id) WHERE (status = ''IN_PROGRESS''::text)'),
        ('quiz_attempts_pkey', 'CREATE UNIQUE INDEX quiz_attempts_pkey ON learn.quiz_attempts USING btree (id)'),
        ('quiz_attempts_quiz_id_id_key',
         'CREATE UNIQUE INDEX quiz_attempts_quiz_id_id_key ON learn.quiz_attempts USING btree (quiz_id, id)'),
        ('quiz_attempts_user_id_lesson_id_idx',
         'CREATE INDEX quiz_attempts_user_id_lesson_id_idx ON learn.quiz_attempts USING btree (user_id, lesson_id)'),
        ('quiz_attempts_user_id_quiz_id_number_key',
         'CREATE UNIQUE INDEX quiz_attempts_user_id_quiz_id_number_key ON learn.quiz_attempts USING btree (user_id, quiz_id, number)')
    $$,
    'quiz_attempts has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_correct_options') where valid$$,
    $$values
        ('quiz_correct_options_pkey',
         'CREATE UNIQUE INDEX quiz_correct_options_pkey ON learn.quiz_correct_options USING btree (question_id, option_id)')
    $$,
    'quiz_correct_options has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_options') where valid$$,
    $$values
        ('quiz_options_pkey', 'CREATE UNIQUE INDEX quiz_options_pkey ON learn.quiz_options USING btree (id)'),
        ('quiz_options_question_id_id_key',
         'CREATE UNIQUE INDEX quiz_options_question_id_id_key ON learn.quiz_options USING btree (question_id, id)'),
        ('quiz_options_question_id_position_key',
         'CREATE UNIQUE INDEX quiz_options_question_id_position_key ON learn.quiz_options USING btree (question_id, "position")')
    $$,
    'quiz_options has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_question_keys') where valid$$,
    $$values
        ('quiz_question_keys_pkey',
         'CREATE UNIQUE INDEX quiz_question_keys_pkey ON learn.quiz_question_keys USING btree (question_id)')
    $$,
    'quiz_question_keys has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quiz_questions') where valid$$,
    $$values
        ('quiz_questions_pkey', 'CREATE UNIQUE INDEX quiz_questions_pkey ON learn.quiz_questions USING btree (id)'),
        ('quiz_questions_quiz_id_id_key',
         'CREATE UNIQUE INDEX quiz_questions_quiz_id_id_key ON learn.quiz_questions USING btree (quiz_id, id)'),
        ('quiz_questions_quiz_id_position_key',
         'CREATE UNIQUE INDEX quiz_questions_quiz_id_position_key ON learn.quiz_questions USING btree (quiz_id, "position")')
    $$,
    'quiz_questions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'quizzes') where valid$$,
    $$values
        ('quizzes_lesson_id_id_key',
         'CREATE UNIQUE INDEX quizzes_lesson_id_id_key ON learn.quizzes USING btree (lesson_id, id)'),
        ('quizzes_lesson_id_key', 'CREATE UNIQUE INDEX quizzes_lesson_id_key ON learn.quizzes USING btree (lesson_id)'),
        ('quizzes_pkey', 'CREATE UNIQUE INDEX quizzes_pkey ON learn.quizzes USING btree (id)')
    $$,
    'quizzes has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'rate_limit_counters') where valid$$,
    $$values
        ('rate_limit_counters_expires_at_idx',
         'CREATE INDEX rate_limit_counters_expires_at_idx ON learn.rate_limit_counters USING btree (expires_at)'),
        ('rate_limit_counters_pkey',
         'CREATE UNIQUE INDEX rate_limit_counters_pkey ON learn.rate_limit_counters USING btree (subject, action)')
    $$,
    'rate_limit_counters has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'rate_limits') where valid$$,
    $$values
        ('rate_limits_pkey', 'CREATE UNIQUE INDEX rate_limits_pkey ON learn.rate_limits USING btree (action)')
    $$,
    'rate_limits has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'recommendations') where valid$$,
    $$values
        ('recommendations_course_id_idx',
         'CREATE INDEX recommendations_course_id_idx ON learn.recommendations USING btree (course_id)'),
        ('recommendations_expires_at_idx',
         'CREATE INDEX recommendations_expires_at_idx ON learn.recommendations USING btree (expires_at)'),
        ('recommendations_lesson_id_idx',
         'CREATE INDEX recommendations_lesson_id_idx ON learn.recommendations USING btree (lesson_id)'),
        ('recommendations_pkey', 'CREATE UNIQUE INDEX recommendations_pkey ON learn.recommendations USING btree (id)'),
        ('recommendations_user_id_course_id_key',
         'CREATE UNIQUE INDEX recommendations_user_id_course_id_key ON learn.recommendations USING btree (user_id, course_id) WHERE (course_id IS NOT NULL)'),
        ('recommendations_user_id_lesson_id_key',
         'CREATE UNIQUE INDEX recommendations_user_id_lesson_id_key ON learn.recommendations USING btree (user_id, lesson_id) WHERE (lesson_id IS NOT NULL)'),
        ('recommendations_user_id_score_idx',
         'CREATE INDEX recommendations_user_id_score_idx ON learn.recommendations USING btree (user_id, score DESC)')
    $$,
    'recommendations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'role_permissions') where valid$$,
    $$values
        ('role_permissions_pkey',
         'CREATE UNIQUE INDEX role_permissions_pkey ON learn.role_permissions USING btree (role, permission)')
    $$,
    'role_permissions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'session_operations') where valid$$,
    $$values
        ('session_operations_author_id_idx',
         'CREATE INDEX session_operations_author_id_idx ON learn.session_operations USING btree (author_id) WHERE (author_id IS NOT NULL)'),
        ('session_operations_pkey',
         'CREATE UNIQUE INDEX session_operations_pkey ON learn.session_operations USING btree (session_id, version)')
    $$,
    'session_operations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'session_participants') where valid$$,
    $$values
        ('session_participants_one_owner_key',
         'CREATE UNIQUE INDEX session_participants_one_owner_key ON learn.session_participants USING btree (session_id) WHERE (role = ''OWNER''::text)'),
        ('session_participants_pkey',
         'CREATE UNIQUE INDEX session_participants_pkey ON learn.session_participants USING btree (session_id, user_id)'),
        ('session_participants_user_id_idx',
         'CREATE INDEX session_participants_user_id_idx ON learn.session_participants USING btree (user_id, session_id)')
    $$,
    'session_participants has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'session_snapshots') where valid$$,
    $$values
        ('session_snapshots_pkey',
         'CREATE UNIQUE INDEX session_snapshots_pkey ON learn.session_snapshots USING btree (session_id, version)')
    $$,
    'session_snapshots has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'submission_test_results') where valid$$,
    $$values
        ('submission_test_results_exercise_id_submission_id_idx',
         'CREATE INDEX submission_test_results_exercise_id_submission_id_idx ON learn.submission_test_results USING btree (exercise_id, submission_id)'),
        ('submission_test_results_exercise_id_test_case_id_idx',
         'CREATE INDEX submission_test_results_exercise_id_test_case_id_idx ON learn.submission_test_results USING btree (exercise_id, test_case_id)'),
        ('submission_test_results_pkey',
         'CREATE UNIQUE INDEX submission_test_results_pkey ON learn.submission_test_results USING btree (submission_id, test_case_id)')
    $$,
    'submission_test_results has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'tutor_allowances') where valid$$,
    $$values
        ('tutor_allowances_pkey',
         'CREATE UNIQUE INDEX tutor_allowances_pkey ON learn.tutor_allowances USING btree (role)')
    $$,
    'tutor_allowances has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'tutor_usage') where valid$$,
    $$values
        ('tutor_usage_pkey', 'CREATE UNIQUE INDEX tutor_usage_pkey ON learn.tutor_usage USING btree (user_id, day)')
    $$,
    'tutor_usage has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'user_achievements') where valid$$,
    $$values
        ('user_achievements_achievement_id_idx',
         'CREATE INDEX user_achievements_achievement_id_idx ON learn.user_achievements USING btree (achievement_id)'),
        ('user_achievements_pkey',
         'CREATE UNIQUE INDEX user_achievements_pkey ON learn.user_achievements USING btree (user_id, achievement_id)'),
        ('user_achievements_user_id_unlocked_at_idx',
         'CREATE INDEX user_achievements_user_id_unlocked_at_idx ON learn.user_achievements USING btree (user_id, unlocked_at DESC) WHERE (unlocked_at IS NOT NULL)')
    $$,
    'user_achievements has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'user_pii') where valid$$,
    $$values
        ('user_pii_phone_index_idx',
         'CREATE INDEX user_pii_phone_index_idx ON learn.user_pii USING btree (phone_index) WHERE (phone_index IS NOT NULL)'),
        ('user_pii_pkey', 'CREATE UNIQUE INDEX user_pii_pkey ON learn.user_pii USING btree (user_id)')
    $$,
    'user_pii has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'user_profiles') where valid$$,
    $$values
        ('user_profiles_pkey', 'CREATE UNIQUE INDEX user_profiles_pkey ON learn.user_profiles USING btree (user_id)')
    $$,
    'user_profiles has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'user_progress') where valid$$,
    $$values
        ('idx_user_progress_completion',
         'CREATE INDEX idx_user_progress_completion ON learn.user_progress USING btree (user_id, completion_percentage)'),
        ('user_progress_enrollment_idx',
         'CREATE INDEX user_progress_enrollment_idx ON learn.user_progress USING btree (user_id, course_id, version_id)'),
        ('user_progress_lesson_idx',
         'CREATE INDEX user_progress_lesson_idx ON learn.user_progress USING btree (version_id, module_id, lesson_id)'),
        ('user_progress_pkey',
         'CREATE UNIQUE INDEX user_progress_pkey ON learn.user_progress USING btree (user_id, lesson_id)')
    $$,
    'user_progress has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'user_streak_days') where valid$$,
    $$values
        ('user_streak_days_pkey',
         'CREATE UNIQUE INDEX user_streak_days_pkey ON learn.user_streak_days USING btree (user_id, day)')
    $$,
    'user_streak_days has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'users') where valid$$,
    $$values
        ('idx_users_learning_stats',
         'CREATE INDEX idx_users_learning_stats ON learn.users USING btree (level, xp, streak)'),
        ('users_email_key', 'CREATE UNIQUE INDEX users_email_key ON learn.users USING btree (email) INCLUDE (status)'),
        ('users_pkey', 'CREATE UNIQUE INDEX users_pkey ON learn.users USING btree (id)'),
        ('users_username_key',
         'CREATE UNIQUE INDEX users_username_key ON learn.users USING btree (username) INCLUDE (status)')
    $$,
    'users has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'verification_tokens') where valid$$,
    $$values
        ('verification_tokens_expires_at_idx',
         'CREATE INDEX verification_tokens_expires_at_idx ON learn.verification_tokens USING btree (expires_at)'),
        ('verification_tokens_identifier_idx',
         'CREATE INDEX verification_tokens_identifier_idx ON learn.verification_tokens USING btree (identifier)'),
        ('verification_tokens_pkey',
         'CREATE UNIQUE INDEX verification_tokens_pkey ON learn.verification_tokens USING btree (token_hash)')
    $$,
    'verification_tokens has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'xp_events') where valid$$,
    $$values
        ('xp_events_created_at_idx',
         'CREATE INDEX xp_events_created_at_idx ON learn.xp_events USING btree (created_at)'),
        ('xp_events_pkey', 'CREATE UNIQUE INDEX xp_events_pkey ON learn.xp_events USING btree (id)'),
        ('xp_events_user_id_created_at_idx',
         'CREATE INDEX xp_events_user_id_created_at_idx ON learn.xp_events USING btree (user_id, created_at DESC)'),
        ('xp_events_user_id_source_key',
         'CREATE UNIQUE INDEX xp_events_user_id_source_key ON learn.xp_events USING btree (user_id, source_type, source_id)')
    $$,
    'xp_events has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_completion_leaderboard') where valid$$,
    $$values
        ('mv_completion_leaderboard_rank_idx',
         'CREATE INDEX mv_completion_leaderboard_rank_idx ON learn.mv_completion_leaderboard USING btree (rank)'),
        ('mv_completion_leaderboard_role_rank_idx',
         'CREATE INDEX mv_completion_leaderboard_role_rank_idx ON learn.mv_completion_leaderboard USING btree (role, rank)'),
        ('mv_completion_leaderboard_user_id_key',
         'CREATE UNIQUE INDEX mv_completion_leaderboard_user_id_key ON learn.mv_completion_leaderboard USING btree (user_id)')
    $$,
    'mv_completion_leaderboard has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_contributor_leaderboard') where valid$$,
    $$values
        ('mv_contributor_leaderboard_rank_idx',
         'CREATE INDEX mv_contributor_leaderboard_rank_idx ON learn.mv_contributor_leaderboard USING btree (rank)'),
        ('mv_contributor_leaderboard_role_rank_idx',
         'CREATE INDEX mv_contributor_leaderboard_role_rank_idx ON learn.mv_contributor_leaderboard USING btree (role, rank)'),
        ('mv_contributor_leaderboard_user_id_key',
         'CREATE UNIQUE INDEX mv_contributor_leaderboard_user_id_key ON learn.mv_contributor_leaderboard USING btree (user_id)')
    $$,
    'mv_contributor_leaderboard has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_course_leaderboard') where valid$$,
    $$values
        ('mv_course_leaderboard_course_id_rank_idx',
         'CREATE INDEX mv_course_leaderboard_course_id_rank_idx ON learn.mv_course_leaderboard USING btree (course_id, rank)'),
        ('mv_course_leaderboard_course_id_role_rank_idx',
         'CREATE INDEX mv_course_leaderboard_course_id_role_rank_idx ON learn.mv_course_leaderboard USING btree (course_id, role, rank)'),
        ('mv_course_leaderboard_course_id_user_id_key',
         'CREATE UNIQUE INDEX mv_course_leaderboard_course_id_user_id_key ON learn.mv_course_leaderboard USING btree (course_id, user_id)')
    $$,
    'mv_course_leaderboard has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_course_popularity') where valid$$,
    $$values
        ('mv_course_popularity_course_id_key',
         'CREATE UNIQUE INDEX mv_course_popularity_course_id_key ON learn.mv_course_popularity USING btree (course_id)')
    $$,
    'mv_course_popularity has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_streak_leaderboard') where valid$$,
    $$values
        ('mv_streak_leaderboard_rank_idx',
         'CREATE INDEX mv_streak_leaderboard_rank_idx ON learn.mv_streak_leaderboard USING btree (rank)'),
        ('mv_streak_leaderboard_role_rank_idx',
         'CREATE INDEX mv_streak_leaderboard_role_rank_idx ON learn.mv_streak_leaderboard USING btree (role, rank)'),
        ('mv_streak_leaderboard_user_id_key',
         'CREATE UNIQUE INDEX mv_streak_leaderboard_user_id_key ON learn.mv_streak_leaderboard USING btree (user_id)')
    $$,
    'mv_streak_leaderboard has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_user_leaderboard') where valid$$,
    $$values
        ('mv_user_leaderboard_rank_idx',
         'CREATE INDEX mv_user_leaderboard_rank_idx ON learn.mv_user_leaderboard USING btree (rank)'),
        ('mv_user_leaderboard_role_rank_idx',
         'CREATE INDEX mv_user_leaderboard_role_rank_idx ON learn.mv_user_leaderboard USING btree (role, rank)'),
        ('mv_user_leaderboard_user_id_key',
         'CREATE UNIQUE INDEX mv_user_leaderboard_user_id_key ON learn.mv_user_leaderboard USING btree (user_id)')
    $$,
    'mv_user_leaderboard has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('learn', 'mv_weekly_leaderboard') where valid$$,
    $$values
        ('mv_weekly_leaderboard_rank_idx',
         'CREATE INDEX mv_weekly_leaderboard_rank_idx ON learn.mv_weekly_leaderboard USING btree (rank)'),
        ('mv_weekly_leaderboard_role_rank_idx',
         'CREATE INDEX mv_weekly_leaderboard_role_rank_idx ON learn.mv_weekly_leaderboard USING btree (role, rank)'),
        ('mv_weekly_leaderboard_user_id_key',
         'CREATE UNIQUE INDEX mv_weekly_leaderboard_user_id_key ON learn.mv_weekly_leaderboard USING btree (user_id)')
    $$,
    'mv_weekly_leaderboard has these indexes'
);

select set_eq(
    $$select "table" from test.indexes('learn') where "table" !~ 'learning_analytics_'$$,
    array[
        'learn.achievement_prerequisites', 'learn.achievements', 'learn.ai_tutor_conversations',
        'learn.ai_tutor_messages', 'learn.analytics_inbox', 'learn.auth_accounts', 'learn.auth_sessions',
        'learn.certificates', 'learn.chat_messages', 'learn.code_submissions', 'learn.collaboration_sessions',
        'learn.community_comments', 'learn.community_posts', 'learn.concept_mastery', 'learn.content_reports',
        'learn.course_enrollments', 'learn.course_prerequisites', 'learn.course_translations', 'learn.course_versions',
        'learn.courses', 'learn.daily_event_stats', 'learn.daily_user_stats', 'learn.errors', 'learn.exercise_hints',
        'learn.exercise_solutions', 'learn.exercise_test_cases', 'learn.exercises', 'learn.graphs', 'learn.hint_usages',
        'learn.leaderboard_snapshots', 'learn.leaderboards', 'learn.learning_analytics', 'learn.lesson_notes',
        'learn.lesson_prerequisites', 'learn.lesson_translations', 'learn.lessons', 'learn.level_thresholds',
        'learn.message_edits', 'learn.message_reactions', 'learn.module_translations', 'learn.modules',
        'learn.mv_completion_leaderboard', 'learn.mv_contributor_leaderboard', 'learn.mv_course_leaderboard',
        'learn.mv_course_popularity', 'learn.mv_streak_leaderboard', 'learn.mv_user_leaderboard',
        'learn.mv_weekly_leaderboard', 'learn.quiz_answer_options', 'learn.quiz_answers', 'learn.quiz_attempts',
        'learn.quiz_correct_options', 'learn.quiz_options', 'learn.quiz_question_keys', 'learn.quiz_questions',
        'learn.quizzes', 'learn.rate_limit_counters', 'learn.rate_limits', 'learn.recommendations',
        'learn.role_permissions', 'learn.session_operations', 'learn.session_participants', 'learn.session_snapshots',
        'learn.submission_test_results', 'learn.tutor_allowances', 'learn.tutor_usage', 'learn.user_achievements',
        'learn.user_pii', 'learn.user_profiles', 'learn.user_progress', 'learn.user_streak_days', 'learn.users',
        'learn.verification_tokens', 'learn.xp_events'
    ],
    'nothing else of learn has indexes, but the partitions of learning_analytics'
);

select is_empty(
    $$select index from test.indexes('learn') where not valid$$,
    'every index may be used'
);

select * from finish();
rollback;
