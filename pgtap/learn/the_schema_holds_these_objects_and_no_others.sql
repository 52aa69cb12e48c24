begin;
select plan(5);

select set_eq(
    $$select "table", kind, persistence, row_security, forced from test.tables('learn') where "table" !~ '_y\d{4}m\d\d$'$$,
    $$
        select name, 'table' as kind, 'permanent' as persistence, true as row_security, true as forced
        from unnest(array[
            'achievement_prerequisites', 'achievements', 'ai_tutor_conversations', 'ai_tutor_messages',
            'auth_accounts', 'auth_sessions', 'certificates', 'chat_messages', 'code_submissions',
            'collaboration_sessions', 'community_comments', 'community_posts', 'concept_mastery',
            'content_reports', 'course_enrollments', 'course_prerequisites', 'course_translations',
            'course_versions', 'courses', 'daily_event_stats', 'daily_user_stats', 'errors', 'exercise_hints', 'exercise_solutions',
            'exercise_test_cases', 'exercises', 'graphs', 'hint_usages', 'leaderboard_snapshots',
            'lesson_notes', 'lesson_prerequisites', 'lesson_translations', 'lessons', 'level_thresholds',
            'message_edits', 'message_reactions', 'module_translations', 'modules', 'quiz_answer_options',
            'quiz_answers', 'quiz_attempts', 'quiz_correct_options', 'quiz_options', 'quiz_question_keys',
            'quiz_questions', 'quizzes', 'rate_limit_counters', 'rate_limits', 'recommendations', 'role_permissions',
            'session_operations', 'session_participants', 'session_snapshots', 'submission_test_results',
            'user_achievements', 'user_pii', 'user_profiles', 'user_progress', 'user_streak_days', 'users',
            'verification_tokens', 'xp_events',
            'leaderboards',
            'tutor_allowances', 'tutor_usage'
        ]) as name
        union all
        select name, 'partitioned table' as kind, 'permanent' as persistence, true as row_security, true as forced
        from unnest(array[
            'learning_analytics'
        ]) as name
        union all
        select name, 'table' as kind, 'permanent' as persistence, false as row_security, false as forced
        from unnest(array[
            'analytics_inbox', 'learning_analytics_default'
        ]) as name
        union all
        values ('analytics_inbox_number_seq', 'sequence', 'permanent', false, false)
        union all
        select name, 'view' as kind, 'permanent' as persistence, false as row_security, false as forced
        from unnest(array[
            'actor_memberships', 'actor_taken', 'module_progress', 'standings'
        ]) as name
        union all
        select name, 'materialized view' as kind, 'permanent' as persistence, false as row_security, false as forced
        from unnest(array[
            'mv_completion_leaderboard', 'mv_contributor_leaderboard', 'mv_course_leaderboard',
            'mv_course_popularity', 'mv_streak_leaderboard', 'mv_user_leaderboard', 'mv_weekly_leaderboard'
        ]) as name
    $$,
    'learn has these tables and views, permanent ones'
);

select set_eq(
    $$select * from test.functions('learn')$$,
    $$values
        ('learn.actor_authored()', 'uuid[]', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.actor_courses()', 'uuid[]', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.actor_id()', 'uuid', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('learn.actor_may(text)', 'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.actor_may_edit(uuid)', 'boolean', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.actor_sessions()', 'uuid[]', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.actor_versions()', 'uuid[]', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.advance_submission(uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.answer_question(uuid,uuid,uuid[],text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.award_points(uuid,text,text,integer,integer,text,integer)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.check_time_zone()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.compare_with_journal()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.count_for_achievements(uuid)',
         'TABLE(achievement_id uuid, progress integer)', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.forget_who_withdrew()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ingest_events(integer)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.judge_achievements(uuid)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.judge_earner()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_analytics(date)',
         'jsonb', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_points()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_streak()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.level_of(integer)',
         'integer', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.raise_levels()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.record_active_day(uuid,timestamp with time zone)',
         'boolean', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.record_events(jsonb)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.refuse_rewriting()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.require_turn(text)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.reward_progress()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.search(text,text[],integer,integer)',
         'TABLE(kind text, id uuid, language text, title text, snippet text, rank real)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path="", pg_trgm.word_similarity_threshold=0.45'),
        ('learn.search_document(text,text,text,text)',
         'tsvector', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('learn.sees_course(uuid)', 'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.store_events(learn.analytics_inbox[])',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.streak_of(uuid)',
         'integer', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.archive_course(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.available_hints(uuid)',
         'TABLE(hint_id uuid, level text, xp_penalty integer, taken boolean)', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.begin_quiz(uuid)',
         'learn.quiz_attempts', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.claim_submission(interval)',
         'learn.code_submissions', 'sql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.create_analytics_partitions(integer)',
         'SETOF text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.draft_course_version(uuid,text)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.drop_course(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.edits_lesson(uuid)', 'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.enroll(uuid)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.fail_submission(uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.is_actor(text,text)', 'boolean', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.issue_certificate(uuid)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_enrollment()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_progress()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.lesson_of_exercise(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.lesson_of_question(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.lesson_of_quiz(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.module_progress_of(uuid)',
         'SETOF learn.module_progress', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.new_verification_code()', 'text', 'sql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.open_attempt(uuid)',
         'learn.quiz_attempts', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.open_lesson(uuid)',
         'learn.user_progress', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.people(uuid[])',
         'TABLE(id uuid, username text, name text, avatar text, level integer)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.posts_found(tsquery,tsquery,integer)',
         'TABLE(id uuid, language text, title text, body text)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path="", plan_cache_mode=force_custom_plan'),
        ('learn.publish_course_version(uuid)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.rank_of(text)', 'integer', 'sql', 'immutable', 'safe', true, 'invoker', 'names bound at creation'),
        ('learn.counted_learners()', 'TABLE(course_id uuid, learners integer)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_by_courses()', 'TABLE(rank integer, user_id uuid, role text, courses bigint)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_by_points()', 'TABLE(rank integer, user_id uuid, role text, level integer, xp integer)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_by_points_of_the_week()', 'TABLE(rank integer, user_id uuid, role text, xp bigint)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_by_streak()', 'TABLE(rank integer, user_id uuid, role text, streak integer)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_by_writings()', 'TABLE(rank integer, user_id uuid, role text, writings bigint)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.ranked_in_courses()', 'TABLE(rank integer, course_id uuid, user_id uuid, role text, completion_percentage integer)',
            'sql', 'stable', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.record_progress(uuid,integer,integer,text)',
         'learn.user_progress', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.record_test_results(uuid,jsonb)',
         'learn.code_submissions', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.refuse_circle()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.refuse_published()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.refuse_unpublishing()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_actor(text)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_editor(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_standing(text,uuid)',
         'learn.users', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.review_quiz(uuid)',
         'TABLE(question_id uuid, "position" integer, is_correct boolean, points integer, explanation text)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.revoke_certificate(uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.roll_up_progress()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.sees_lesson(uuid)', 'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.sees_special_lesson(uuid,uuid,boolean,timestamp with time zone,integer)',
         'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.set_user_role(uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.set_user_status(uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.submit_code(uuid,text,text)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.submit_quiz(uuid)',
         'learn.quiz_attempts', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.syllabus(uuid)',
         'TABLE(module_id uuid, module text, lesson_id uuid, lesson text, type text, estimated_minutes integer, locked text)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.take_hint(uuid)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.take_turn(text,text)',
         'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.text_configuration(text)',
         'regconfig', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('learn.text_of(jsonb)',
         'text', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('learn.verify_certificate(text)',
         'TABLE(holder text, course text, version text, issued_at timestamp with time zone, valid_until timestamp with time zone, status text)', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.version_of(text,jsonb)', 'uuid', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.what_is_missing(uuid)', 'SETOF text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.why_locked(uuid,uuid)', 'text', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.leaderboard(text,uuid,text,integer,integer)',
         'TABLE(rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint, is_actor boolean)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.my_rank(text,uuid)',
         'TABLE(rank integer, change integer, value bigint, as_of timestamp with time zone)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.neighbours(text,uuid,integer)',
         'TABLE(rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint, is_actor boolean)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path="", plan_cache_mode=force_custom_plan'),
        ('learn.places(uuid,text,uuid,int4range,text,integer)',
         'TABLE(rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint, is_actor boolean)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path="", plan_cache_mode=force_custom_plan'),
        ('learn.refresh_leaderboards(interval)',
         'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_board(text,uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.take_leaderboard_snapshots(integer,interval)',
         'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.append_operation(uuid,text,integer,text,integer,bigint)',
         'SETOF learn.session_operations', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.delete_message(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.document_of(uuid,bigint)',
         'TABLE(version bigint, document text)', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.edit_message(uuid,text)',
         'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.end_session(uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.expire_sessions(integer)', 'integer', 'sql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.hold_message(uuid)',
         'learn.chat_messages', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.hold_session(uuid,text[])',
         'learn.session_participants', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.invite_to_session(uuid,uuid,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.join_session(uuid)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.keep_room()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.leave_session(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.number_operation()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.open_session(text,text,text,text,uuid,integer,text,interval)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.operations_since(uuid,bigint,integer)',
         'SETOF learn.session_operations', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.react(uuid,text)', 'boolean', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.remove_participant(uuid,uuid)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.replay(uuid,bigint)', 'text', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_lesson(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_reader(uuid)', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.require_session_owner(uuid)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.send_message(uuid,text,text,uuid,jsonb)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.set_document_length()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.shift(int4multirange,integer)',
         'int4multirange', 'sql', 'immutable', 'safe', true, 'invoker', 'search_path=""'),
        ('learn.show_presence(uuid,jsonb)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.take_snapshot(uuid)', 'bigint', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.tell_of_message()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.tell_of_participant()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.tell_of_reaction()',
         'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path="", row_security=on'),
        ('learn.tell_of_session()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.tell_sessions(uuid,text,jsonb)',
         'void', 'sql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.unreact(uuid,text)', 'boolean', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.answer_question_of_tutor(uuid,text,text,integer,numeric,boolean,jsonb)',
         'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.ask_tutor(text,uuid,uuid,text,jsonb)',
         'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.decide_recommendation(uuid,boolean)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.my_recommendations(integer)',
         'TABLE(id uuid, course_id uuid, lesson_id uuid, title text, reason text, score numeric)', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.rate_answer(uuid,boolean)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.reasons_to_recommend(uuid)',
         'TABLE(course_id uuid, lesson_id uuid, reason text, score numeric)', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.recommend(uuid)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.refresh_popularity(interval)',
         'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.tutor_questions_left()', 'integer', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.recommendations_of(uuid,integer)',
         'TABLE(id uuid, course_id uuid, lesson_id uuid, title text, reason text, score numeric)', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.certify_skills(uuid,uuid,text[],timestamp with time zone)',
         'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('learn.record_certificate_token(uuid,text,text,text,text,text)',
         'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'learn has these functions, declared like this'
);

select is_empty(
    $$
        select "table" from test.tables('learn')
        where "table" ~ '_y\d{4}m\d\d$'
          and pg_partition_root(('learn.' || "table")::regclass) is distinct from 'learn.learning_analytics'::regclass
    $$,
    'what is called after a month is a partition of learning_analytics'
);

select is_empty(
    $$
        select what from test.without_comment('learn', array['id', 'created_at', 'updated_at']) as what
        -- The columns of a partition are those of the table.
        where what !~ '^column learn\.learning_analytics_(default|y\d{4}m\d\d)\.'
    $$,
    'everything in learn says what it is for, but for ids and the times of creation and change'
);

select is_empty(
    $$select * from test.granted_to_public('learn')$$,
    'PUBLIC holds no privilege in learn'
);

select * from finish();
rollback;
