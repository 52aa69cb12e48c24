begin;
select plan(90);

select test.learn_world();

-- What becomes of the rows that refer to a row when it is deleted, and whether its key may change. Where another foreign key
-- stands in the way, its table is emptied, unseen by triggers; those that wait for the end fire before that.
set constraints all immediate;
create temporary table found (name text, deleted text, changed text);

do $$
declare
    tried record;
    disabled text;
    referring text;
    referred text;
    deleted text;
    changed text;
    in_the_way text;
    its_table text;
    n bigint;
begin
    for disabled in select "table" from test.tables('learn') where kind in ('table', 'partitioned table') loop
        execute format('alter table learn.%I disable trigger user', disabled);
    end loop;
    for tried in
        select k.conname::text as name, k.conrelid::regclass as child, k.confrelid::regclass as parent,
               (select array_agg(quote_ident(a.attname) order by o.n)
                from unnest(k.conkey) with ordinality as o (attnum, n)
                join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = o.attnum) as child_columns,
               (select array_agg(quote_ident(a.attname) order by o.n)
                from unnest(k.confkey) with ordinality as o (attnum, n)
                join pg_attribute as a on a.attrelid = k.confrelid and a.attnum = o.attnum) as parent_columns
        from pg_constraint as k
        where k.contype = 'f' and k.conparentid = 0 and k.connamespace = 'learn'::regnamespace
    loop
        begin
            -- The same values, as a condition on either table.
            execute format(
                'select format(%1$L, %2$s), format(%3$L, %2$s) from %4$s where num_nulls(%2$s) = 0 limit 1',
                array_to_string(tried.child_columns, ' = %L and ') || ' = %L', array_to_string(tried.child_columns, ', '),
                array_to_string(tried.parent_columns, ' = %L and ') || ' = %L', tried.child
            ) into referring, referred;
            execute format('select count(*) from %s', tried.child) into n;
            changed := 'free';
            deleted := null;
            while deleted is null loop
                begin
                    execute format('delete from %s where %s', tried.parent, referred);
                    execute format(
                        'select case when count(*) filter (where %2$s) > 0 then ''dangle''
                                     when count(*) = %3$s then ''stay'' else ''go'' end from %1$s',
                        tried.child, referring, n - case when tried.child = tried.parent then 1 else 0 end
                    ) into deleted;
                    raise exception 'undone' using errcode = 'T0001';
                exception
                    when sqlstate 'T0001' then null;
                    when restrict_violation or foreign_key_violation then
                        get stacked diagnostics in_the_way = constraint_name, its_table = table_name;
                        if in_the_way = tried.name then
                            deleted := 'hold it';
                        else
                            perform set_config('session_replication_role', 'replica', true);
                            execute format('delete from learn.%I', its_table);
                            perform set_config('session_replication_role', 'origin', true);
                        end if;
                end;
            end loop;
            begin
                execute format('update %s set %s = gen_random_uuid() where %s', tried.parent,
                               tried.parent_columns[cardinality(tried.parent_columns)], referred);
            exception when restrict_violation or foreign_key_violation then
                changed := 'held';
            end;
            raise exception 'undone' using errcode = 'T0001';
        exception when sqlstate 'T0001' then
            insert into found values (tried.name, deleted, changed);
        end;
    end loop;
end
$$;

select is(
    (select deleted || ', ' || changed from found as f where f.name = listed.name), 'go, held',
    format('rows refer by %s and go with it; the key referred to never changes', listed.name)
)
from unnest(array[
    'achievement_prerequisites_achievement_id_fkey', 'achievement_prerequisites_prerequisite_id_fkey',
    'ai_tutor_conversations_user_id_fkey', 'ai_tutor_messages_conversation_id_fkey', 'ai_tutor_messages_question_id_fkey', 'auth_accounts_user_id_fkey',
    'auth_sessions_user_id_fkey', 'certificates_enrollment_fkey', 'chat_messages_session_id_fkey',
    'code_submissions_progress_fkey', 'community_comments_parent_fkey', 'community_comments_post_id_fkey',
    'community_posts_course_id_fkey', 'concept_mastery_user_id_fkey', 'content_reports_comment_id_fkey',
    'content_reports_lesson_id_fkey', 'content_reports_post_id_fkey', 'content_reports_reporter_id_fkey',
    'course_enrollments_user_id_fkey', 'course_prerequisites_course_id_fkey',
    'course_prerequisites_prerequisite_id_fkey', 'course_translations_course_id_fkey',
    'course_versions_course_id_fkey', 'daily_user_stats_user_id_fkey', 'exercise_hints_exercise_id_fkey',
    'exercise_solutions_exercise_id_fkey', 'exercise_test_cases_exercise_id_fkey', 'exercises_lesson_id_fkey',
    'hint_usages_progress_fkey', 'leaderboard_snapshots_user_id_fkey', 'lesson_notes_lesson_id_fkey',
    'lesson_notes_user_id_fkey', 'lesson_prerequisites_lesson_fkey', 'lesson_prerequisites_prerequisite_fkey',
    'lesson_translations_lesson_id_fkey', 'lessons_course_version_fkey', 'lessons_version_module_fkey',
    'message_edits_message_id_fkey', 'message_reactions_message_id_fkey', 'message_reactions_user_id_fkey',
    'module_translations_module_id_fkey', 'modules_course_version_fkey', 'quiz_answer_options_answer_fkey',
    'quiz_answers_attempt_fkey', 'quiz_attempts_progress_fkey', 'quiz_correct_options_option_fkey',
    'quiz_options_question_id_fkey', 'quiz_question_keys_question_id_fkey', 'quiz_questions_quiz_id_fkey',
    'quizzes_lesson_id_fkey', 'recommendations_course_id_fkey', 'recommendations_lesson_id_fkey',
    'recommendations_user_id_fkey', 'session_operations_session_id_fkey', 'session_participants_session_id_fkey',
    'session_participants_user_id_fkey', 'session_snapshots_session_id_fkey',
    'submission_test_results_submission_fkey', 'user_achievements_user_id_fkey', 'user_pii_user_id_fkey',
    'user_profiles_user_id_fkey', 'user_progress_enrollment_fkey', 'user_streak_days_user_id_fkey',
    'tutor_usage_user_id_fkey', 'xp_events_user_id_fkey'
]) as listed (name);

select is(
    (select deleted || ', ' || changed from found as f where f.name = listed.name), 'hold it, held',
    format('rows refer by %s and keep it from being deleted; the key referred to never changes', listed.name)
)
from unnest(array[
    'chat_messages_reply_to_fkey', 'code_submissions_exercise_fkey', 'course_enrollments_course_version_fkey',
    'hint_usages_exercise_fkey', 'hint_usages_hint_fkey', 'quiz_answer_options_option_fkey',
    'quiz_answers_question_fkey', 'quiz_attempts_quiz_fkey', 'submission_test_results_test_case_fkey',
    'user_achievements_achievement_id_fkey', 'user_progress_lesson_fkey'
]) as listed (name);

select is(
    (select deleted || ', ' || changed from found as f where f.name = listed.name), 'stay, held',
    format('rows refer by %s and stay without it; the key referred to never changes', listed.name)
)
from unnest(array[
    'ai_tutor_conversations_lesson_id_fkey', 'chat_messages_author_id_fkey', 'collaboration_sessions_lesson_id_fkey',
    'collaboration_sessions_owner_id_fkey', 'community_comments_author_id_fkey', 'community_posts_author_id_fkey',
    'content_reports_handled_by_fkey', 'course_versions_published_by_fkey', 'courses_author_id_fkey',
    'learning_analytics_user_id_fkey', 'lessons_origin_id_fkey', 'modules_origin_id_fkey',
    'session_operations_author_id_fkey'
]) as listed (name);

select is((select count(*) from found), 89::bigint, 'learn has 89 foreign keys');

select * from finish();
rollback;
