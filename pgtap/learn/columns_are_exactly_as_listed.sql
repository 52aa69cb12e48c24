begin;
select plan(67);

select results_eq(
    $$select * from test.columns('learn', 'achievement_prerequisites')$$,
    $$values
        ('achievement_id', 'uuid', false, null, 'plain'),
        ('prerequisite_id', 'uuid', false, null, 'plain')
    $$,
    'achievement_prerequisites has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'achievements')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('key', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('icon', 'text', true, null, 'plain'),
        ('category', 'text', false, null, 'plain'),
        ('rarity', 'text', false, '''COMMON''::text', 'plain'),
        ('requirement_type', 'text', false, null, 'plain'),
        ('requirement_target', 'integer', false, null, 'plain'),
        ('requirement', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('xp_reward', 'integer', false, '0', 'plain'),
        ('badge_url', 'text', true, null, 'plain'),
        ('title_reward', 'text', true, null, 'plain'),
        ('is_hidden', 'boolean', false, 'false', 'plain'),
        ('is_active', 'boolean', false, 'true', 'plain'),
        ('released_at', 'timestamp with time zone', true, null, 'plain'),
        ('expires_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'achievements has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'ai_tutor_conversations')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('title', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'ai_tutor_conversations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'ai_tutor_messages')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('conversation_id', 'uuid', false, null, 'plain'),
        ('role', 'text', false, null, 'plain'),
        ('content', 'text', false, null, 'plain'),
        ('request_type', 'text', true, null, 'plain'),
        ('model', 'text', true, null, 'plain'),
        ('response_time_ms', 'integer', true, null, 'plain'),
        ('confidence', 'numeric(4,3)', true, null, 'plain'),
        ('was_helpful', 'boolean', true, null, 'plain'),
        ('fallback_used', 'boolean', false, 'false', 'plain'),
        ('context', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('question_id', 'uuid', true, null, 'plain')
    $$,
    'ai_tutor_messages has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'analytics_inbox')$$,
    $$values
        ('number', 'bigint', false, null, 'identity always'),
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', true, null, 'plain'),
        ('session_id', 'uuid', false, null, 'plain'),
        ('event_type', 'text', false, null, 'plain'),
        ('data', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('course_id', 'uuid', true, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('duration_ms', 'integer', true, null, 'plain'),
        ('user_agent', 'text', true, null, 'plain'),
        ('timestamp', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'analytics_inbox has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'auth_accounts')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('type', 'text', false, null, 'plain'),
        ('provider', 'text', false, null, 'plain'),
        ('provider_account_id', 'text', false, null, 'plain'),
        ('refresh_token', 'privacy.ciphertext', true, null, 'plain'),
        ('access_token', 'privacy.ciphertext', true, null, 'plain'),
        ('id_token', 'privacy.ciphertext', true, null, 'plain'),
        ('token_type', 'text', true, null, 'plain'),
        ('scope', 'text', true, null, 'plain'),
        ('session_state', 'text', true, null, 'plain'),
        ('expires_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'auth_accounts has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'auth_sessions')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('token_hash', 'bytea', false, null, 'plain'),
        ('ip_address', 'inet', true, null, 'plain'),
        ('user_agent', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('last_seen_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('expires_at', 'timestamp with time zone', false, null, 'plain'),
        ('revoked_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'auth_sessions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'certificates')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('version_id', 'uuid', false, null, 'plain'),
        ('type', 'text', false, '''COURSE_COMPLETION''::text', 'plain'),
        ('skills', 'text[]', false, '''{}''::text[]', 'plain'),
        ('verification_code', 'text', false, null, 'plain'),
        ('issued_by', 'text', false, null, 'plain'),
        ('issued_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('valid_until', 'timestamp with time zone', true, null, 'plain'),
        ('revoked_at', 'timestamp with time zone', true, null, 'plain'),
        ('revocation_reason', 'text', true, null, 'plain'),
        ('network', 'text', true, null, 'plain'),
        ('contract_address', 'text', true, null, 'plain'),
        ('token_id', 'text', true, null, 'plain'),
        ('transaction_hash', 'text', true, null, 'plain'),
        ('ipfs_hash', 'text', true, null, 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'certificates has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'chat_messages')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('session_id', 'uuid', false, null, 'plain'),
        ('author_id', 'uuid', true, null, 'plain'),
        ('type', 'text', false, '''TEXT''::text', 'plain'),
        ('content', 'text', false, null, 'plain'),
        ('reply_to_id', 'uuid', true, null, 'plain'),
        ('metadata', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('edited_at', 'timestamp with time zone', true, null, 'plain'),
        ('deleted_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'chat_messages has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'code_submissions')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('code', 'text', false, null, 'plain'),
        ('language', 'text', false, '''solidity''::text', 'plain'),
        ('status', 'text', false, '''PENDING''::text', 'plain'),
        ('score', 'integer', true, null, 'plain'),
        ('tests_passed', 'integer', true, null, 'plain'),
        ('tests_total', 'integer', true, null, 'plain'),
        ('gas_used', 'bigint', true, null, 'plain'),
        ('feedback', 'text', true, null, 'plain'),
        ('deployment_tx', 'text', true, null, 'plain'),
        ('submitted_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('finished_at', 'timestamp with time zone', true, null, 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'code_submissions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'collaboration_sessions')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('name', 'text', false, null, 'plain'),
        ('type', 'text', false, '''PAIR_PROGRAMMING''::text', 'plain'),
        ('status', 'text', false, '''ACTIVE''::text', 'plain'),
        ('code', 'text', false, '''''::text', 'plain'),
        ('language', 'text', false, '''solidity''::text', 'plain'),
        ('version', 'bigint', false, '0', 'plain'),
        ('owner_id', 'uuid', true, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('max_participants', 'integer', false, '2', 'plain'),
        ('permissions', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('expires_at', 'timestamp with time zone', false, '(now() + ''24:00:00''::interval)', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('document_length', 'integer', false, '0', 'plain'),
        ('joins_as', 'text', true, '''EDITOR''::text', 'plain')
    $$,
    'collaboration_sessions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'community_comments')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('post_id', 'uuid', false, null, 'plain'),
        ('parent_id', 'uuid', true, null, 'plain'),
        ('author_id', 'uuid', true, null, 'plain'),
        ('body', 'text', false, null, 'plain'),
        ('status', 'text', false, '''VISIBLE''::text', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'community_comments has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'community_posts')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('author_id', 'uuid', true, null, 'plain'),
        ('course_id', 'uuid', true, null, 'plain'),
        ('language', 'text', false, '''en''::text', 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('body', 'text', false, null, 'plain'),
        ('status', 'text', false, '''VISIBLE''::text', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'community_posts has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'concept_mastery')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('concept', 'text', false, null, 'plain'),
        ('mastery_level', 'numeric(4,3)', false, '0', 'plain'),
        ('observations', 'integer', false, '0', 'plain'),
        ('mastered_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'concept_mastery has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'content_reports')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('reporter_id', 'uuid', false, null, 'plain'),
        ('post_id', 'uuid', true, null, 'plain'),
        ('comment_id', 'uuid', true, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('reason', 'text', false, null, 'plain'),
        ('details', 'text', true, null, 'plain'),
        ('status', 'text', false, '''OPEN''::text', 'plain'),
        ('handled_by', 'uuid', true, null, 'plain'),
        ('handled_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'content_reports has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'course_enrollments')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('version_id', 'uuid', false, null, 'plain'),
        ('status', 'text', false, '''ACTIVE''::text', 'plain'),
        ('lesson_count', 'integer', false, null, 'plain'),
        ('lessons_completed', 'integer', false, '0', 'plain'),
        ('percentage_sum', 'integer', false, '0', 'plain'),
        ('completion_percentage', 'integer', false, '0', 'plain'),
        ('time_spent_seconds', 'bigint', false, '0', 'plain'),
        ('enrolled_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('completed_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'course_enrollments has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'course_prerequisites')$$,
    $$values
        ('course_id', 'uuid', false, null, 'plain'),
        ('prerequisite_id', 'uuid', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'course_prerequisites has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'course_translations')$$,
    $$values
        ('course_id', 'uuid', false, null, 'plain'),
        ('language', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'course_translations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'course_versions')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('number', 'integer', false, null, 'plain'),
        ('version', 'text', false, null, 'plain'),
        ('status', 'text', false, '''DRAFT''::text', 'plain'),
        ('notes', 'text', true, null, 'plain'),
        ('lesson_count', 'integer', false, '0', 'plain'),
        ('published_at', 'timestamp with time zone', true, null, 'plain'),
        ('published_by', 'uuid', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'course_versions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'courses')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('slug', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('difficulty', 'text', false, '''BEGINNER''::text', 'plain'),
        ('estimated_minutes', 'integer', false, null, 'plain'),
        ('version', 'text', false, '''1.0.0''::text', 'plain'),
        ('status', 'text', false, '''DRAFT''::text', 'plain'),
        ('language', 'text', false, '''en''::text', 'plain'),
        ('metadata', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('author_id', 'uuid', true, null, 'plain'),
        ('published_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'courses has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'daily_event_stats')$$,
    $$values
        ('day', 'date', false, null, 'plain'),
        ('event_type', 'text', false, null, 'plain'),
        ('course_id', 'uuid', true, null, 'plain'),
        ('events', 'bigint', false, null, 'plain'),
        ('duration_ms', 'bigint', false, null, 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'daily_event_stats has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'daily_user_stats')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('day', 'date', false, null, 'plain'),
        ('events', 'integer', false, '0', 'plain'),
        ('lessons_completed', 'integer', false, '0', 'plain'),
        ('exercises_attempted', 'integer', false, '0', 'plain'),
        ('time_spent_seconds', 'integer', false, '0', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('duration_ms', 'bigint', false, '0', 'plain')
    $$,
    'daily_user_stats has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'errors')$$,
    $$values
        ('sqlstate', 'text', false, null, 'plain'),
        ('meaning', 'text', false, null, 'plain'),
        ('remedy', 'text', false, null, 'plain')
    $$,
    'errors has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'exercise_hints')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('level', 'text', false, null, 'plain'),
        ('content', 'text', false, null, 'plain'),
        ('xp_penalty', 'integer', false, '0', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'exercise_hints has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'exercise_solutions')$$,
    $$values
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('solution_code', 'text', false, null, 'plain'),
        ('explanation', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'exercise_solutions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'exercise_test_cases')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('name', 'text', false, null, 'plain'),
        ('input', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('expected', 'jsonb', false, null, 'plain'),
        ('weight', 'integer', false, '1', 'plain'),
        ('is_hidden', 'boolean', false, 'false', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'exercise_test_cases has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'exercises')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('instructions', 'text', false, null, 'plain'),
        ('language', 'text', false, '''solidity''::text', 'plain'),
        ('starter_code', 'text', false, '''''::text', 'plain'),
        ('gas_target', 'bigint', true, null, 'plain'),
        ('passing_score', 'integer', false, '70', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'exercises has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'graphs')$$,
    $$values
        ('name', 'text', false, null, 'plain'),
        ('revision', 'bigint', false, '0', 'plain')
    $$,
    'graphs has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'hint_usages')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('hint_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('xp_penalty', 'integer', false, null, 'plain'),
        ('used_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'hint_usages has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'leaderboard_snapshots')$$,
    $$values
        ('board', 'text', false, null, 'plain'),
        ('taken_on', 'date', false, null, 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('rank', 'integer', false, null, 'plain'),
        ('value', 'bigint', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'leaderboard_snapshots has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'leaderboards')$$,
    $$values
        ('board', 'text', false, null, 'plain'),
        ('refreshed_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'leaderboards has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'learning_analytics')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', true, null, 'plain'),
        ('session_id', 'uuid', false, null, 'plain'),
        ('event_type', 'text', false, null, 'plain'),
        ('data', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('course_id', 'uuid', true, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('duration_ms', 'integer', true, null, 'plain'),
        ('user_agent', 'text', true, null, 'plain'),
        ('timestamp', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'learning_analytics has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'lesson_notes')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('body', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'lesson_notes has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'lesson_prerequisites')$$,
    $$values
        ('version_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('prerequisite_id', 'uuid', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'lesson_prerequisites has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'lesson_translations')$$,
    $$values
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('language', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('content', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'lesson_translations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'lessons')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('version_id', 'uuid', false, null, 'plain'),
        ('module_id', 'uuid', false, null, 'plain'),
        ('slug', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('type', 'text', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('content', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('estimated_minutes', 'integer', true, null, 'plain'),
        ('xp_reward', 'integer', false, '100', 'plain'),
        ('is_preview', 'boolean', false, 'false', 'plain'),
        ('unlock_at', 'timestamp with time zone', true, null, 'plain'),
        ('unlock_after_days', 'integer', false, '0', 'plain'),
        ('origin_id', 'uuid', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'lessons has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'level_thresholds')$$,
    $$values
        ('level', 'integer', false, null, 'plain'),
        ('xp_required', 'integer', false, null, 'plain'),
        ('title', 'text', false, null, 'plain')
    $$,
    'level_thresholds has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'message_edits')$$,
    $$values
        ('message_id', 'uuid', false, null, 'plain'),
        ('number', 'integer', false, null, 'plain'),
        ('old_content', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'message_edits has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'message_reactions')$$,
    $$values
        ('message_id', 'uuid', false, null, 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('emoji', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'message_reactions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'module_translations')$$,
    $$values
        ('module_id', 'uuid', false, null, 'plain'),
        ('language', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('content', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'module_translations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'modules')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('version_id', 'uuid', false, null, 'plain'),
        ('slug', 'text', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('description', 'text', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('content', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('origin_id', 'uuid', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'modules has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_answer_options')$$,
    $$values
        ('attempt_id', 'uuid', false, null, 'plain'),
        ('question_id', 'uuid', false, null, 'plain'),
        ('option_id', 'uuid', false, null, 'plain')
    $$,
    'quiz_answer_options has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_answers')$$,
    $$values
        ('attempt_id', 'uuid', false, null, 'plain'),
        ('question_id', 'uuid', false, null, 'plain'),
        ('quiz_id', 'uuid', false, null, 'plain'),
        ('text_answer', 'text', true, null, 'plain'),
        ('is_correct', 'boolean', true, null, 'plain'),
        ('points', 'integer', true, null, 'plain'),
        ('answered_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'quiz_answers has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_attempts')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('quiz_id', 'uuid', false, null, 'plain'),
        ('number', 'integer', false, null, 'plain'),
        ('status', 'text', false, '''IN_PROGRESS''::text', 'plain'),
        ('points', 'integer', true, null, 'plain'),
        ('max_points', 'integer', false, null, 'plain'),
        ('score', 'integer', true, null, 'plain'),
        ('passed', 'boolean', true, null, 'plain'),
        ('started_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('deadline_at', 'timestamp with time zone', true, null, 'plain'),
        ('submitted_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'quiz_attempts has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_correct_options')$$,
    $$values
        ('question_id', 'uuid', false, null, 'plain'),
        ('option_id', 'uuid', false, null, 'plain')
    $$,
    'quiz_correct_options has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_options')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('question_id', 'uuid', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('label', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'quiz_options has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_question_keys')$$,
    $$values
        ('question_id', 'uuid', false, null, 'plain'),
        ('accepted_answers', 'text[]', false, '''{}''::text[]', 'plain'),
        ('explanation', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'quiz_question_keys has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quiz_questions')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('quiz_id', 'uuid', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('prompt', 'text', false, null, 'plain'),
        ('points', 'integer', false, '1', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'quiz_questions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'quizzes')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('title', 'text', false, null, 'plain'),
        ('passing_score', 'integer', false, '70', 'plain'),
        ('max_attempts', 'integer', true, null, 'plain'),
        ('time_limit_seconds', 'integer', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'quizzes has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'rate_limit_counters')$$,
    $$values
        ('subject', 'text', false, null, 'plain'),
        ('action', 'text', false, null, 'plain'),
        ('hits', 'timestamp with time zone[]', false, '''{}''::timestamp with time zone[]', 'plain'),
        ('expires_at', 'timestamp with time zone', false, null, 'plain')
    $$,
    'rate_limit_counters has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'rate_limits')$$,
    $$values
        ('action', 'text', false, null, 'plain'),
        ('most', 'integer', false, null, 'plain'),
        ('span', 'interval', false, null, 'plain')
    $$,
    'rate_limits has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'recommendations')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('course_id', 'uuid', true, null, 'plain'),
        ('lesson_id', 'uuid', true, null, 'plain'),
        ('reason', 'text', false, null, 'plain'),
        ('score', 'numeric(4,3)', false, null, 'plain'),
        ('status', 'text', false, '''NEW''::text', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('expires_at', 'timestamp with time zone', false, '(now() + ''30 days''::interval)', 'plain')
    $$,
    'recommendations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'role_permissions')$$,
    $$values
        ('role', 'text', false, null, 'plain'),
        ('permission', 'text', false, null, 'plain')
    $$,
    'role_permissions has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'session_operations')$$,
    $$values
        ('session_id', 'uuid', false, null, 'plain'),
        ('version', 'bigint', false, null, 'plain'),
        ('author_id', 'uuid', true, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('content', 'text', true, null, 'plain'),
        ('length', 'integer', true, null, 'plain'),
        ('client_version', 'bigint', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'session_operations has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'session_participants')$$,
    $$values
        ('session_id', 'uuid', false, null, 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('role', 'text', false, '''EDITOR''::text', 'plain'),
        ('cursor', 'jsonb', true, null, 'plain'),
        ('joined_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('last_seen_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('left_at', 'timestamp with time zone', true, null, 'plain'),
        ('removed_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'session_participants has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'session_snapshots')$$,
    $$values
        ('session_id', 'uuid', false, null, 'plain'),
        ('version', 'bigint', false, null, 'plain'),
        ('code', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'session_snapshots has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'submission_test_results')$$,
    $$values
        ('submission_id', 'uuid', false, null, 'plain'),
        ('test_case_id', 'uuid', false, null, 'plain'),
        ('exercise_id', 'uuid', false, null, 'plain'),
        ('passed', 'boolean', false, null, 'plain'),
        ('actual', 'jsonb', true, null, 'plain'),
        ('message', 'text', true, null, 'plain'),
        ('gas_used', 'bigint', true, null, 'plain'),
        ('duration_ms', 'integer', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'submission_test_results has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'tutor_allowances')$$,
    $$values
        ('role', 'text', false, null, 'plain'),
        ('questions_a_day', 'integer', true, null, 'plain')
    $$,
    'tutor_allowances has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'tutor_usage')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('day', 'date', false, null, 'plain'),
        ('questions', 'integer', false, null, 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'tutor_usage has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'user_achievements')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('achievement_id', 'uuid', false, null, 'plain'),
        ('progress', 'integer', false, '0', 'plain'),
        ('unlocked_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'user_achievements has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'user_pii')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('legal_name', 'privacy.ciphertext', true, null, 'plain'),
        ('phone', 'privacy.ciphertext', true, null, 'plain'),
        ('phone_index', 'bytea', true, null, 'plain'),
        ('birth_date', 'privacy.ciphertext', true, null, 'plain'),
        ('address', 'privacy.ciphertext', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'user_pii has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'user_profiles')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('bio', 'text', true, null, 'plain'),
        ('github_username', 'text', true, null, 'plain'),
        ('twitter_username', 'text', true, null, 'plain'),
        ('linkedin_url', 'text', true, null, 'plain'),
        ('website_url', 'text', true, null, 'plain'),
        ('skill_level', 'text', false, '''BEGINNER''::text', 'plain'),
        ('preferences', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('is_public', 'boolean', false, 'true', 'plain'),
        ('analytics_consent', 'boolean', false, 'false', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'user_profiles has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'user_progress')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('lesson_id', 'uuid', false, null, 'plain'),
        ('course_id', 'uuid', false, null, 'plain'),
        ('version_id', 'uuid', false, null, 'plain'),
        ('module_id', 'uuid', false, null, 'plain'),
        ('status', 'text', false, '''NOT_STARTED''::text', 'plain'),
        ('completion_percentage', 'integer', false, '0', 'plain'),
        ('score', 'integer', true, null, 'plain'),
        ('time_spent_seconds', 'integer', false, '0', 'plain'),
        ('attempts', 'integer', false, '0', 'plain'),
        ('hints_used', 'integer', false, '0', 'plain'),
        ('code_snapshot', 'text', true, null, 'plain'),
        ('started_at', 'timestamp with time zone', true, null, 'plain'),
        ('completed_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'user_progress has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'user_streak_days')$$,
    $$values
        ('user_id', 'uuid', false, null, 'plain'),
        ('day', 'date', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'user_streak_days has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'users')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('email', 'text', false, null, 'plain'),
        ('email_verified_at', 'timestamp with time zone', true, null, 'plain'),
        ('username', 'text', true, null, 'plain'),
        ('name', 'text', false, null, 'plain'),
        ('avatar', 'text', true, null, 'plain'),
        ('password_hash', 'text', true, null, 'plain'),
        ('role', 'text', false, '''STUDENT''::text', 'plain'),
        ('status', 'text', false, '''ACTIVE''::text', 'plain'),
        ('locale', 'text', false, '''en''::text', 'plain'),
        ('time_zone', 'text', false, '''UTC''::text', 'plain'),
        ('level', 'integer', false, '1', 'plain'),
        ('xp', 'integer', false, '0', 'plain'),
        ('streak', 'integer', false, '0', 'plain'),
        ('last_active_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'users has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'verification_tokens')$$,
    $$values
        ('token_hash', 'bytea', false, null, 'plain'),
        ('identifier', 'text', false, null, 'plain'),
        ('purpose', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('expires_at', 'timestamp with time zone', false, null, 'plain'),
        ('used_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'verification_tokens has these columns'
);

select results_eq(
    $$select * from test.columns('learn', 'xp_events')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('source_type', 'text', false, null, 'plain'),
        ('source_id', 'text', false, null, 'plain'),
        ('amount', 'integer', false, null, 'plain'),
        ('details', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'xp_events has these columns'
);

select * from finish();
rollback;
