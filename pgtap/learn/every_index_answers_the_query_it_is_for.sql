begin;
select plan(187);

select test.take_new_files('learn');
select test.learn_world();

-- The rows of the world, 400 times each with other keys: right enough for the planner, which is left free. Triggers and
-- foreign keys do not look.
set local session_replication_role = replica;

create function pg_temp.fill(relation regclass) returns void language plpgsql as $$
declare
    listed text;
    made text;
begin
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
           string_agg(case
               when a.atttypid = 'uuid'::regtype then format(
                   'case when w.%1$I is not null then md5(%1$L || %2$s)::uuid end', a.attname,
                   -- What begins a longer index names several rows, what is unique by itself one.
                   case when u.alone or not u.leads then 'n' when a.attname in ('user_id', 'question_id') then 'n %% 50'
                        else 'n / 8' end)
               when a.atttypid in ('timestamptz'::regtype, 'date'::regtype) then format(
                   'w.%I + n * interval ''1 day''', a.attname)
               when a.atttypid = 'bytea'::regtype then format('case when w.%I is not null then sha256(n::text::bytea) end', a.attname)
               when a.attname in ('number', 'position', 'version', 'rank', 'level', 'xp_required') and a.atttypid <> 'text'::regtype
                   and u.named then format('w.%I + n', a.attname)
               when a.attname in ('email', 'identifier') then '''u'' || n || ''@example.com'''
               when a.attname in ('slug', 'key', 'concept') then '''k'' || n'
               when a.attname in ('subject', 'source_id', 'provider_account_id') then 'n::text'
               when a.attname = 'verification_code' then 'regexp_replace(lpad(n::text, 20, ''0''), ''(.{5})(.{5})(.{5})(.{5})'', ''\1-\2-\3-\4'')'
               when a.attname = 'version' and a.atttypid = 'text'::regtype then '''1.0.'' || n'
               when a.attname in ('event_type', 'status') and relation = 'learn.learning_analytics'::regclass
                   then '''type_'' || chr(97 + n % 20)'
               else format('w.%I', a.attname)
           end, ', ' order by a.attnum)
    into listed, made
    from pg_attribute as a
    cross join lateral (
        select coalesce(bool_or(i.indisunique and i.indnkeyatts = 1 and i.indkey[0] = a.attnum), false) as alone,
               coalesce(bool_or(i.indnkeyatts > 1 and i.indkey[0] = a.attnum), false) as leads,
               coalesce(bool_or(i.indisunique and a.attnum = any (i.indkey)), false) as named
        from pg_index as i where i.indrelid = a.attrelid
    ) as u
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped;
    begin
    execute format('insert into %s (%s) overriding system value select %s from (select * from %1$s order by ctid limit 1) as w, generate_series(1001, 1400) as n', relation, listed, replace(made, '%%', '%'));
    exception when unique_violation then
        -- Two that begin an index make a key together: then each row has its own.
        made := replace(replace(made, 'n %% 50', 'n'), 'n / 8', 'n');
    execute format('insert into %s (%s) overriding system value select %s from (select * from %1$s order by ctid limit 1) as w, generate_series(1001, 1400) as n', relation, listed, replace(made, '%%', '%'));
    end;
    execute format('analyze %s', relation);
end
$$;

select pg_temp.fill(format('learn.%I', "table"))
from test.tables('learn')
where kind = 'table' and "table" !~ '^learning_analytics_'
  and "table" not in ('errors', 'graphs', 'leaderboards', 'level_thresholds', 'rate_limits', 'role_permissions', 'tutor_allowances');
insert into learn.ai_tutor_messages (conversation_id, role, content, model, request_type)
select md5('conversation_id' || n / 20)::uuid, 'ASSISTANT', 'Because.', 'model-' || n % 20, 'explain' from generate_series(1001, 1400) as n;
insert into learn.content_reports (reporter_id, comment_id, reason)
select md5('reporter_id' || n)::uuid, md5('comment_id' || n)::uuid, 'SPAM' from generate_series(2001, 2400) as n;
insert into learn.content_reports (reporter_id, lesson_id, reason, status, handled_at)
select md5('reporter_id' || n)::uuid, md5('lesson_id' || n)::uuid, 'SPAM', 'DISMISSED', now() from generate_series(3001, 3400) as n;
insert into learn.course_versions (course_id, number, version, status, lesson_count, published_at)
select md5('course_id' || n)::uuid, 1, '1.0.0', 'PUBLISHED', 1, now() from generate_series(2001, 2400) as n;
insert into learn.recommendations (user_id, lesson_id, reason, score)
select md5('user_id' || n % 20)::uuid, md5('lesson_id' || n)::uuid, 'NEXT_LESSON', 0.5 from generate_series(1001, 1400) as n;
analyze learn.ai_tutor_messages, learn.content_reports, learn.course_versions, learn.recommendations;

create temporary table listed (query text, index text);
insert into listed values
    ($$learn.achievement_prerequisites where achievement_id = md5('achievement_id125')::uuid$$,
     'achievement_prerequisites_pkey'),
    ($$learn.achievement_prerequisites order by prerequisite_id limit 5$$,
     'achievement_prerequisites_prerequisite_id_idx'),
    ($$learn.achievements where key = 'k1342'$$, 'achievements_key_key'),
    ($$learn.achievements where id = md5('id1007')::uuid$$, 'achievements_pkey'),
    ($$learn.ai_tutor_conversations where lesson_id = md5('lesson_id1007')::uuid$$,
     'ai_tutor_conversations_lesson_id_idx'),
    ($$learn.ai_tutor_conversations where id = md5('id1007')::uuid$$, 'ai_tutor_conversations_pkey'),
    ($$learn.ai_tutor_conversations where user_id = md5('user_id7')::uuid and updated_at = '2030-05-01T13:28:15.702937+00:00'$$,
     'ai_tutor_conversations_user_id_updated_at_idx'),
    ($$learn.ai_tutor_messages where conversation_id = md5('conversation_id125')::uuid and created_at = '2029-08-23T13:28:15.702937+00:00'$$,
     'ai_tutor_messages_conversation_id_created_at_idx'),
    ($$learn.ai_tutor_messages where model = 'model-1' and request_type = 'explain' and model IS NOT NULL$$,
     'ai_tutor_messages_model_request_type_idx'),
    ($$learn.ai_tutor_messages where question_id = md5('question7')::uuid$$, 'ai_tutor_messages_question_id_key'),
    ($$learn.ai_tutor_messages where id = md5('id1007')::uuid$$, 'ai_tutor_messages_pkey'),
    ($$learn.analytics_inbox where number = 1100$$, 'analytics_inbox_pkey'),
    ($$learn.auth_accounts where id = md5('id1007')::uuid$$, 'auth_accounts_pkey'),
    ($$learn.auth_accounts where provider = 'github' and provider_account_id = '1342'$$,
     'auth_accounts_provider_account_key'),
    ($$learn.auth_accounts where user_id = md5('user_id1007')::uuid$$, 'auth_accounts_user_id_idx'),
    ($$learn.auth_sessions where expires_at = '2030-07-26T13:28:15.702937+00:00'$$, 'auth_sessions_expires_at_idx'),
    ($$learn.auth_sessions where id = md5('id1007')::uuid$$, 'auth_sessions_pkey'),
    ($$learn.auth_sessions where token_hash = '\x1c0e147e6071fdf6fbdad9b7add2ecac421cbb056ab74256ce78a910f97933bd'$$,
     'auth_sessions_token_hash_key'),
    ($$learn.auth_sessions where user_id = md5('user_id1007')::uuid$$, 'auth_sessions_user_id_idx'),
    ($$learn.certificates where user_id = md5('user_id7')::uuid and course_id = md5('course_id1007')::uuid and version_id = md5('version_id1007')::uuid$$,
     'certificates_enrollment_idx'),
    ($$learn.certificates where user_id = md5('user_id7')::uuid and course_id = md5('course_id1007')::uuid and revoked_at IS NULL order by type desc limit 5$$,
     'certificates_one_valid_key'),
    ($$learn.certificates where id = md5('id1007')::uuid$$, 'certificates_pkey'),
    ($$learn.certificates where verification_code = '00000-00000-00000-01342'$$, 'certificates_verification_code_key'),
    ($$learn.chat_messages where author_id = md5('author_id125')::uuid and created_at = '2029-08-23T13:28:15.702937+00:00'$$,
     'chat_messages_author_id_created_at_idx'),
    ($$learn.chat_messages where id = md5('id1007')::uuid$$, 'chat_messages_pkey'),
    ($$learn.chat_messages where session_id = md5('session_id125')::uuid and created_at = '2029-08-23T13:28:15.702937+00:00'$$,
     'chat_messages_session_id_created_at_idx'),
    ($$learn.chat_messages where session_id = md5('session_id125')::uuid and id = md5('id1007')::uuid$$,
     'chat_messages_session_id_id_key'),
    ($$learn.chat_messages where session_id = '6dd60505-af4e-b58c-3cd1-540d50f0a525'$$,
     'chat_messages_session_id_reply_to_id_idx'),
    ($$learn.code_submissions where exercise_id = md5('exercise_id125')::uuid and id = md5('id1007')::uuid$$,
     'code_submissions_exercise_id_id_key'),
    ($$learn.code_submissions where lesson_id = md5('lesson_id125')::uuid and exercise_id = md5('exercise_id125')::uuid$$,
     'code_submissions_lesson_id_exercise_id_idx'),
    ($$learn.code_submissions where id = md5('id1007')::uuid$$, 'code_submissions_pkey'),
    ($$learn.code_submissions where user_id = md5('user_id7')::uuid and lesson_id = md5('lesson_id125')::uuid and submitted_at = '2029-08-24T13:28:15.702937+00:00'$$,
     'code_submissions_user_id_lesson_id_submitted_at_idx'),
    ($$learn.code_submissions where submitted_at = '2030-07-25T13:28:15.702937+00:00' and finished_at IS NULL$$,
     'code_submissions_waiting_idx'),
    ($$learn.collaboration_sessions where lesson_id = md5('lesson_id1007')::uuid$$,
     'collaboration_sessions_lesson_id_idx'),
    ($$learn.collaboration_sessions where owner_id = md5('owner_id125')::uuid and status = 'ACTIVE'$$,
     'collaboration_sessions_owner_id_status_idx'),
    ($$learn.collaboration_sessions where id = md5('id1007')::uuid$$, 'collaboration_sessions_pkey'),
    ($$learn.collaboration_sessions where status = 'ACTIVE' and expires_at = '2030-07-26T13:28:15.702937+00:00'$$,
     'collaboration_sessions_status_expires_at_idx'),
    ($$learn.community_comments where author_id = md5('author_id1007')::uuid$$, 'community_comments_author_id_idx'),
    ($$learn.community_comments where id = md5('id1007')::uuid$$, 'community_comments_pkey'),
    ($$learn.community_comments where post_id = md5('post_id125')::uuid and id = md5('id1007')::uuid$$,
     'community_comments_post_id_id_key'),
    ($$learn.community_comments where post_id = 'a10a84a6-e50c-e6fa-0df0-09f0febae5b0'$$,
     'community_comments_post_id_parent_id_idx'),
    ($$learn.community_posts where author_id = md5('author_id1007')::uuid$$, 'community_posts_author_id_idx'),
    ($$learn.community_posts where course_id = md5('course_id125')::uuid and created_at = '2029-08-23T13:28:15.702937+00:00'$$,
     'community_posts_course_id_created_at_idx'),
    ($$learn.community_posts where created_at = '2030-07-25T13:28:15.702937+00:00' and status = 'VISIBLE'::text$$,
     'community_posts_created_at_idx'),
    ($$learn.community_posts where id = md5('id1007')::uuid$$, 'community_posts_pkey'),
    ($$learn.concept_mastery where user_id = md5('user_id7')::uuid and concept = 'k1007'$$, 'concept_mastery_pkey'),
    ($$learn.content_reports where comment_id = md5('comment_id2007')::uuid and reporter_id = md5('reporter_id2007')::uuid and comment_id IS NOT NULL$$,
     'content_reports_comment_id_reporter_id_key'),
    ($$learn.content_reports where handled_by = md5('handled_by1007')::uuid$$, 'content_reports_handled_by_idx'),
    ($$learn.content_reports where lesson_id = md5('lesson_id3007')::uuid and reporter_id = md5('reporter_id3007')::uuid and lesson_id IS NOT NULL$$,
     'content_reports_lesson_id_reporter_id_key'),
    ($$learn.content_reports where created_at = '2026-11-21T13:28:15.702937+00:00' and status = 'OPEN'::text$$,
     'content_reports_open_idx'),
    ($$learn.content_reports where id = md5('id1007')::uuid$$, 'content_reports_pkey'),
    ($$learn.content_reports where post_id = md5('post_id125')::uuid and reporter_id = md5('reporter_id1007')::uuid and post_id IS NOT NULL$$,
     'content_reports_post_id_reporter_id_key'),
    ($$learn.content_reports where reporter_id = md5('reporter_id2007')::uuid$$, 'content_reports_reporter_id_idx'),
    ($$learn.course_enrollments where course_id = md5('course_id125')::uuid and version_id = md5('version_id125')::uuid and status = 'COMPLETED' order by completed_at desc limit 5$$,
     'course_enrollments_completed_idx'),
    ($$learn.course_enrollments where course_id = md5('course_id125')::uuid and version_id = md5('version_id1007')::uuid$$,
     'course_enrollments_course_id_version_id_idx'),
    ($$learn.course_enrollments order by user_id, course_id limit 5$$, 'course_enrollments_pkey'),
    ($$learn.course_enrollments where user_id = md5('user_id7')::uuid and course_id = md5('course_id125')::uuid$$,
     'course_enrollments_user_course_version_key'),
    ($$learn.course_prerequisites where course_id = md5('course_id125')::uuid$$, 'course_prerequisites_pkey'),
    ($$learn.course_prerequisites where prerequisite_id = md5('prerequisite_id1007')::uuid$$,
     'course_prerequisites_prerequisite_id_idx'),
    ($$learn.course_translations where course_id = md5('course_id1007')::uuid and language = 'fr'$$,
     'course_translations_pkey'),
    ($$learn.course_versions where course_id = md5('course_id1007')::uuid order by id desc limit 5$$,
     'course_versions_course_id_id_key'),
    ($$learn.course_versions where course_id = md5('course_id2007')::uuid order by number desc limit 5$$,
     'course_versions_course_id_number_key'),
    ($$learn.course_versions where course_id = md5('course_id2007')::uuid and version = '1.0.0'$$,
     'course_versions_course_id_version_key'),
    ($$learn.course_versions where course_id = md5('course_id1007')::uuid and status = ANY (ARRAY['DRAFT'::text, 'REVIEW'::text])$$,
     'course_versions_one_draft_key'),
    ($$learn.course_versions where course_id = md5('course_id2007')::uuid and status = 'PUBLISHED'::text$$,
     'course_versions_one_published_key'),
    ($$learn.course_versions where id = md5('id1007')::uuid$$, 'course_versions_pkey'),
    ($$learn.course_versions order by published_by limit 5$$, 'course_versions_published_by_idx'),
    ($$learn.courses where author_id = md5('author_id1007')::uuid$$, 'courses_author_id_idx'),
    ($$learn.courses where difficulty = 'BEGINNER' order by status desc limit 5$$, 'courses_difficulty_status_idx'),
    ($$learn.courses where id = md5('id1007')::uuid$$, 'courses_pkey'),
    ($$learn.course_enrollments where user_id = md5('user_id7')::uuid and version_id = md5('version_id125')::uuid and status <> 'DROPPED'$$,
     'course_enrollments_taken_idx'),
    ($$learn.courses where status = 'PUBLISHED' order by published_at desc, id limit 5$$, 'courses_published_idx'),
    ($$learn.courses where slug = 'k1342'$$, 'courses_slug_key'),
    ($$learn.courses where learn.search_document(language, title, description, '') @@ 'zebra'$$,
     'courses_search_idx'),
    ($$learn.course_translations where learn.search_document(language, title, description, '') @@ 'zebra'$$,
     'course_translations_search_idx'),
    ($$learn.lessons where is_preview$$, 'lessons_previews_idx'),
    ($$learn.lessons where learn.search_document('en', title, description, learn.text_of(content)) @@ 'zebra'$$,
     'lessons_search_en_idx'),
    ($$learn.lessons where learn.search_document('fr', title, description, learn.text_of(content)) @@ 'zebra'$$,
     'lessons_search_fr_idx'),
    ($$learn.lesson_translations where learn.search_document(language, title, description, learn.text_of(content)) @@ 'zebra'$$,
     'lesson_translations_search_idx'),
    ($$learn.community_posts where learn.search_document(language, title, '', body) @@ 'zebra'$$,
     'community_posts_search_idx'),
    ($$learn.daily_event_stats where day = '2029-08-24' and event_type = 'lesson_start'$$,
     'daily_event_stats_day_event_type_course_id_key'),
    ($$learn.daily_user_stats where day = '2026-01-05'$$, 'daily_user_stats_day_idx'),
    ($$learn.daily_user_stats where user_id = md5('user_id7')::uuid$$, 'daily_user_stats_pkey'),
    ($$learn.exercise_hints where exercise_id = md5('exercise_id1007')::uuid order by id desc limit 5$$,
     'exercise_hints_exercise_id_id_key'),
    ($$learn.exercise_hints where exercise_id = md5('exercise_id1007')::uuid and level = 'SUBTLE'$$,
     'exercise_hints_exercise_id_level_key'),
    ($$learn.exercise_hints where id = md5('id1007')::uuid$$, 'exercise_hints_pkey'),
    ($$learn.exercise_solutions where exercise_id = md5('exercise_id1007')::uuid$$, 'exercise_solutions_pkey'),
    ($$learn.exercise_test_cases where exercise_id = md5('exercise_id125')::uuid and id = md5('id1007')::uuid$$,
     'exercise_test_cases_exercise_id_id_key'),
    ($$learn.exercise_test_cases where exercise_id = md5('exercise_id125')::uuid and position = 1007$$,
     'exercise_test_cases_exercise_id_position_key'),
    ($$learn.exercise_test_cases where id = md5('id1007')::uuid$$, 'exercise_test_cases_pkey'),
    ($$learn.exercises where lesson_id = md5('lesson_id1007')::uuid and id = md5('id1007')::uuid$$,
     'exercises_lesson_id_id_key'),
    ($$learn.exercises order by lesson_id limit 5$$, 'exercises_lesson_id_key'),
    ($$learn.exercises where id = md5('id1007')::uuid$$, 'exercises_pkey'),
    ($$learn.hint_usages where exercise_id = md5('exercise_id125')::uuid and hint_id = md5('hint_id1007')::uuid$$,
     'hint_usages_exercise_id_hint_id_idx'),
    ($$learn.hint_usages where lesson_id = md5('lesson_id125')::uuid and exercise_id = md5('exercise_id125')::uuid$$,
     'hint_usages_lesson_id_exercise_id_idx'),
    ($$learn.hint_usages where user_id = md5('user_id7')::uuid and hint_id = md5('hint_id1007')::uuid$$,
     'hint_usages_pkey'),
    ($$learn.hint_usages where user_id = md5('user_id7')::uuid and lesson_id = md5('lesson_id125')::uuid$$,
     'hint_usages_user_id_lesson_id_idx'),
    ($$learn.leaderboard_snapshots where board = 'GLOBAL_XP' and taken_on = '2026-01-05' and rank = 1$$,
     'leaderboard_snapshots_board_taken_on_rank_key'),
    ($$learn.leaderboard_snapshots where board = 'GLOBAL_XP' and taken_on = '2028-10-08' order by user_id desc limit 5$$,
     'leaderboard_snapshots_pkey'),
    ($$learn.leaderboard_snapshots where user_id = md5('user_id7')::uuid and board = 'GLOBAL_XP' and taken_on = '2028-10-08'$$,
     'leaderboard_snapshots_user_id_idx'),
    ($$learn.lesson_notes where lesson_id = md5('lesson_id1007')::uuid$$, 'lesson_notes_lesson_id_idx'),
    ($$learn.lesson_notes where id = md5('id1007')::uuid$$, 'lesson_notes_pkey'),
    ($$learn.lesson_notes where user_id = md5('user_id7')::uuid$$, 'lesson_notes_user_id_lesson_id_idx'),
    ($$learn.lesson_prerequisites where version_id = md5('version_id125')::uuid and lesson_id = md5('lesson_id1007')::uuid$$,
     'lesson_prerequisites_pkey'),
    ($$learn.lesson_prerequisites where version_id = md5('version_id125')::uuid and prerequisite_id = md5('prerequisite_id1007')::uuid$$,
     'lesson_prerequisites_version_id_prerequisite_id_idx'),
    ($$learn.lesson_translations where lesson_id = md5('lesson_id1007')::uuid and language = 'fr'$$,
     'lesson_translations_pkey'),
    ($$learn.lessons where course_id = md5('course_id125')::uuid and version_id = md5('version_id125')::uuid$$,
     'lessons_course_id_version_id_idx'),
    ($$learn.lessons where module_id = md5('module_id125')::uuid and position = 1007$$,
     'lessons_module_id_position_key'),
    ($$learn.lessons where module_id = md5('module_id125')::uuid and slug = 'k1006'$$, 'lessons_module_id_slug_key'),
    ($$learn.lessons order by origin_id limit 5$$, 'lessons_origin_id_idx'),
    ($$learn.lessons where id = md5('id1007')::uuid$$, 'lessons_pkey'),
    ($$learn.lessons where version_id = md5('version_id125')::uuid and id = md5('id1007')::uuid$$,
     'lessons_version_id_id_key'),
    ($$learn.lessons where version_id = md5('version_id125')::uuid and module_id = md5('module_id125')::uuid and id = md5('id1007')::uuid$$,
     'lessons_version_module_id_key'),
    ($$learn.message_edits where message_id = md5('message_id125')::uuid and number = 1002$$, 'message_edits_pkey'),
    ($$learn.message_reactions where message_id = md5('message_id125')::uuid$$, 'message_reactions_pkey'),
    ($$learn.message_reactions where user_id = md5('user_id1007')::uuid$$, 'message_reactions_user_id_idx'),
    ($$learn.module_translations where module_id = md5('module_id1007')::uuid and language = 'fr'$$,
     'module_translations_pkey'),
    ($$learn.modules where course_id = md5('course_id125')::uuid and version_id = md5('version_id125')::uuid$$,
     'modules_course_id_version_id_idx'),
    ($$learn.modules order by origin_id limit 5$$, 'modules_origin_id_idx'),
    ($$learn.modules where id = md5('id1007')::uuid$$, 'modules_pkey'),
    ($$learn.modules where version_id = md5('version_id125')::uuid and id = md5('id1007')::uuid$$,
     'modules_version_id_id_key'),
    ($$learn.modules where version_id = md5('version_id125')::uuid and position = 1007$$,
     'modules_version_id_position_key'),
    ($$learn.modules where version_id = md5('version_id125')::uuid and slug = 'k1006'$$,
     'modules_version_id_slug_key'),
    ($$learn.quiz_answer_options where attempt_id = md5('attempt_id125')::uuid and question_id = md5('question_id7')::uuid$$,
     'quiz_answer_options_pkey'),
    ($$learn.quiz_answer_options where question_id = md5('question_id7')::uuid and option_id = md5('option_id1007')::uuid$$,
     'quiz_answer_options_question_id_option_id_idx'),
    ($$learn.quiz_answers where attempt_id = md5('attempt_id125')::uuid and question_id = md5('question_id1007')::uuid$$,
     'quiz_answers_pkey'),
    ($$learn.quiz_answers where quiz_id = md5('quiz_id125')::uuid and attempt_id = md5('attempt_id125')::uuid$$,
     'quiz_answers_quiz_id_attempt_id_idx'),
    ($$learn.quiz_answers where quiz_id = md5('quiz_id125')::uuid and question_id = md5('question_id1007')::uuid$$,
     'quiz_answers_quiz_id_question_id_idx'),
    ($$learn.quiz_attempts where lesson_id = md5('lesson_id125')::uuid and quiz_id = md5('quiz_id125')::uuid$$,
     'quiz_attempts_lesson_id_quiz_id_idx'),
    ($$learn.quiz_attempts where user_id = md5('user_id7')::uuid and quiz_id = md5('quiz_id125')::uuid and status = 'IN_PROGRESS'::text$$,
     'quiz_attempts_one_open_key'),
    ($$learn.quiz_attempts where id = md5('id1007')::uuid$$, 'quiz_attempts_pkey'),
    ($$learn.quiz_attempts where quiz_id = md5('quiz_id125')::uuid and id = md5('id1007')::uuid$$,
     'quiz_attempts_quiz_id_id_key'),
    ($$learn.quiz_attempts where user_id = md5('user_id7')::uuid and lesson_id = md5('lesson_id125')::uuid$$,
     'quiz_attempts_user_id_lesson_id_idx'),
    ($$learn.quiz_attempts where user_id = md5('user_id7')::uuid and quiz_id = md5('quiz_id125')::uuid and number = 1008$$,
     'quiz_attempts_user_id_quiz_id_number_key'),
    ($$learn.quiz_correct_options where question_id = md5('question_id7')::uuid and option_id = md5('option_id1007')::uuid$$,
     'quiz_correct_options_pkey'),
    ($$learn.quiz_options where id = md5('id1007')::uuid$$, 'quiz_options_pkey'),
    ($$learn.quiz_options where question_id = md5('question_id7')::uuid and id = md5('id1007')::uuid$$,
     'quiz_options_question_id_id_key'),
    ($$learn.quiz_options where question_id = md5('question_id7')::uuid and position = 1258$$,
     'quiz_options_question_id_position_key'),
    ($$learn.quiz_question_keys where question_id = md5('question_id1007')::uuid$$, 'quiz_question_keys_pkey'),
    ($$learn.quiz_questions where id = md5('id1007')::uuid$$, 'quiz_questions_pkey'),
    ($$learn.quiz_questions where quiz_id = md5('quiz_id125')::uuid and id = md5('id1007')::uuid$$,
     'quiz_questions_quiz_id_id_key'),
    ($$learn.quiz_questions where quiz_id = md5('quiz_id125')::uuid and position = 1007$$,
     'quiz_questions_quiz_id_position_key'),
    ($$learn.quizzes where lesson_id = md5('lesson_id1007')::uuid and id = md5('id1007')::uuid$$,
     'quizzes_lesson_id_id_key'),
    ($$learn.quizzes order by lesson_id limit 5$$, 'quizzes_lesson_id_key'),
    ($$learn.quizzes where id = md5('id1007')::uuid$$, 'quizzes_pkey'),
    ($$learn.rate_limit_counters where expires_at = '2029-08-18T13:29:15.702937+00:00'$$,
     'rate_limit_counters_expires_at_idx'),
    ($$learn.rate_limit_counters where subject = '1001' and action = 'sign_in'$$, 'rate_limit_counters_pkey'),
    ($$learn.recommendations where course_id = md5('course_id1007')::uuid$$, 'recommendations_course_id_idx'),
    ($$learn.recommendations where expires_at = '2030-08-24T13:28:15.702937+00:00'$$,
     'recommendations_expires_at_idx'),
    ($$learn.recommendations where lesson_id = md5('lesson_id1007')::uuid$$, 'recommendations_lesson_id_idx'),
    ($$learn.recommendations where id = md5('id1007')::uuid$$, 'recommendations_pkey'),
    ($$learn.recommendations where user_id = md5('user_id7')::uuid and course_id = md5('course_id1007')::uuid and course_id IS NOT NULL$$,
     'recommendations_user_id_course_id_key'),
    ($$learn.recommendations where user_id = md5('user_id7')::uuid and lesson_id = md5('lesson_id1007')::uuid and lesson_id IS NOT NULL$$,
     'recommendations_user_id_lesson_id_key'),
    ($$learn.recommendations where user_id = md5('user_id7')::uuid and score = '0.5'$$,
     'recommendations_user_id_score_idx'),
    ($$learn.session_operations where author_id = md5('author_id1007')::uuid and author_id IS NOT NULL$$,
     'session_operations_author_id_idx'),
    ($$learn.session_operations where session_id = md5('session_id125')::uuid and version = 1002$$,
     'session_operations_pkey'),
    ($$learn.session_participants where session_id = md5('session_id1007')::uuid and role = 'OWNER'::text$$,
     'session_participants_one_owner_key'),
    ($$learn.session_participants where session_id = md5('session_id1007')::uuid$$, 'session_participants_pkey'),
    ($$learn.session_participants where user_id = md5('user_id7')::uuid and session_id = md5('session_id1007')::uuid$$,
     'session_participants_user_id_idx'),
    ($$learn.session_snapshots where session_id = md5('session_id125')::uuid and version = 1001$$,
     'session_snapshots_pkey'),
    ($$learn.submission_test_results where exercise_id = md5('exercise_id125')::uuid and submission_id = md5('submission_id125')::uuid$$,
     'submission_test_results_exercise_id_submission_id_idx'),
    ($$learn.submission_test_results where exercise_id = md5('exercise_id125')::uuid and test_case_id = md5('test_case_id1007')::uuid$$,
     'submission_test_results_exercise_id_test_case_id_idx'),
    ($$learn.submission_test_results where submission_id = md5('submission_id125')::uuid and test_case_id = md5('test_case_id1007')::uuid$$,
     'submission_test_results_pkey'),
    ($$learn.tutor_usage where user_id = md5('user_id7')::uuid and day = '2029-08-24'$$, 'tutor_usage_pkey'),
    ($$learn.user_achievements where achievement_id = md5('achievement_id1007')::uuid$$,
     'user_achievements_achievement_id_idx'),
    ($$learn.user_achievements where user_id = md5('user_id7')::uuid$$, 'user_achievements_pkey'),
    ($$learn.user_achievements where user_id = md5('user_id7')::uuid and unlocked_at = '2029-08-24T13:28:15.702937+00:00' and unlocked_at IS NOT NULL$$,
     'user_achievements_user_id_unlocked_at_idx'),
    ($$learn.user_pii where phone_index = '\xea80b523f4585374b7c94e7b9b420166e845e318f0efb4bafd6f51d3e8b1f72a' and phone_index IS NOT NULL$$,
     'user_pii_phone_index_idx'),
    ($$learn.user_pii where user_id = md5('user_id1007')::uuid$$, 'user_pii_pkey'),
    ($$learn.user_profiles where user_id = md5('user_id1007')::uuid$$, 'user_profiles_pkey'),
    ($$learn.user_progress where user_id = md5('user_id7')::uuid order by completion_percentage limit 3$$,
     'idx_user_progress_completion'),
    ($$learn.user_progress where user_id = md5('user_id7')::uuid and course_id = md5('course_id1007')::uuid and version_id = md5('version_id125')::uuid$$,
     'user_progress_enrollment_idx'),
    ($$learn.user_progress where version_id = md5('version_id125')::uuid and module_id = md5('module_id1007')::uuid and lesson_id = md5('lesson_id1007')::uuid$$,
     'user_progress_lesson_idx'),
    ($$learn.user_progress where user_id = md5('user_id7')::uuid and lesson_id = md5('lesson_id1007')::uuid$$,
     'user_progress_pkey'),
    ($$learn.user_streak_days where user_id = md5('user_id7')::uuid and day = '2029-08-24'$$, 'user_streak_days_pkey'),
    ($$learn.users where level = 1 and xp = 0 order by streak desc limit 5$$, 'idx_users_learning_stats'),
    ($$learn.users where email = 'u1342@example.com'$$, 'users_email_key'),
    ($$learn.users where id = md5('id1007')::uuid$$, 'users_pkey'),
    ($$learn.users order by username limit 5$$, 'users_username_key'),
    ($$learn.verification_tokens where expires_at = '2026-11-22T13:28:15.702937+00:00'$$,
     'verification_tokens_expires_at_idx'),
    ($$learn.verification_tokens where identifier = 'ada@example.com'$$, 'verification_tokens_identifier_idx'),
    ($$learn.verification_tokens where token_hash = '\x3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0'$$,
     'verification_tokens_pkey'),
    ($$learn.xp_events where created_at = '2030-07-25T13:28:15.702937+00:00'$$, 'xp_events_created_at_idx'),
    ($$learn.xp_events where id = md5('id1007')::uuid$$, 'xp_events_pkey'),
    ($$learn.xp_events where user_id = md5('user_id7')::uuid$$, 'xp_events_user_id_created_at_idx'),
    ($$learn.xp_events where user_id = md5('user_id7')::uuid and source_type = 'LESSON' and source_id = '1257'$$,
     'xp_events_user_id_source_key');

select test.uses_index('select * from ' || query, index, format('%s answers: %s', index, query))
from listed;

select set_eq(
    'select index from listed',
    $$
        select index from test.indexes('learn')
        -- Lists of a few rows; the events, whose partitions have indexes of their own names; leaderboards, which are asked
        -- through their functions in everybody_finds_the_own_place_on_a_leaderboard.sql.
        where "table" !~ '^learn.(errors|graphs|leaderboards|level_thresholds|rate_limits|role_permissions|tutor_allowances|learning_analytics.*|mv_.*)$' and index !~ '_trgm_idx$'
    $$,
    'every index is asked'
);

select * from finish();
rollback;
