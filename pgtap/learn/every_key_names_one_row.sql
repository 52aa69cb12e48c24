begin;
select plan(101);

select test.learn_world();

update learn.users set username = 'ada' where name = 'ada';
set constraints all immediate;
set local session_replication_role = replica;
insert into learn.course_versions (course_id, number, version, status, lesson_count, published_at)
values (test.learn_id('basics'), 7, '7.0.0', 'ARCHIVED', 1, now());
insert into learn.quiz_attempts (user_id, lesson_id, quiz_id, number, max_points, status, submitted_at, score, points, passed)
values (test.learn_id('bob'), test.learn_id('basics quiz'), test.learn_id('basics quiz quiz'), 1, 3, 'SUBMITTED', now(), 0, 0, false);
set local session_replication_role = origin;

-- A key, a row that is under it (condition), and what puts a row beside a partial key. What begins with another key that is
-- unique alone is there for foreign keys to refer to, and refuses nothing that the other does not. What is unique at the end of
-- a statement is looked at after its references: there the row is one that was copied from no other, for the others go.
create temporary table expected (index text, relation text, columns text[], condition text, beside jsonb);
insert into expected values
    ('achievement_prerequisites_pkey', 'achievement_prerequisites', '{achievement_id,prerequisite_id}', $$true$$, null),
    ('achievements_key_key', 'achievements', '{key}', $$true$$, null),
    ('achievements_pkey', 'achievements', '{id}', $$true$$, null),
    ('ai_tutor_conversations_pkey', 'ai_tutor_conversations', '{id}', $$true$$, null),
    ('ai_tutor_messages_pkey', 'ai_tutor_messages', '{id}', $$true$$, null),
    ('ai_tutor_messages_question_id_key', 'ai_tutor_messages', '{question_id}', $$question_id is not null$$, null),
    ('analytics_inbox_pkey', 'analytics_inbox', '{number}', $$true$$, null),
    ('auth_accounts_pkey', 'auth_accounts', '{id}', $$true$$, null),
    ('auth_accounts_provider_account_key', 'auth_accounts', '{provider,provider_account_id}', $$true$$, null),
    ('auth_sessions_pkey', 'auth_sessions', '{id}', $$true$$, null),
    ('auth_sessions_token_hash_key', 'auth_sessions', '{token_hash}', $$true$$, null),
    ('certificates_one_valid_key', 'certificates', '{user_id,course_id,type}', $$revoked_at is null$$, '{"revoked_at": "2030-01-01", "revocation_reason": "A mistake"}'),
    ('certificates_pkey', 'certificates', '{id}', $$true$$, null),
    ('certificates_verification_code_key', 'certificates', '{verification_code}', $$true$$, null),
    ('chat_messages_pkey', 'chat_messages', '{id}', $$true$$, null),
    ('code_submissions_pkey', 'code_submissions', '{id}', $$true$$, null),
    ('collaboration_sessions_pkey', 'collaboration_sessions', '{id}', $$true$$, null),
    ('community_comments_pkey', 'community_comments', '{id}', $$true$$, null),
    ('community_posts_pkey', 'community_posts', '{id}', $$true$$, null),
    ('concept_mastery_pkey', 'concept_mastery', '{user_id,concept}', $$true$$, null),
    ('content_reports_comment_id_reporter_id_key', 'content_reports', '{comment_id,reporter_id}', $$comment_id is not null$$, null),
    ('content_reports_lesson_id_reporter_id_key', 'content_reports', '{lesson_id,reporter_id}', $$lesson_id is not null$$, null),
    ('content_reports_pkey', 'content_reports', '{id}', $$true$$, null),
    ('content_reports_post_id_reporter_id_key', 'content_reports', '{post_id,reporter_id}', $$post_id is not null$$, null),
    ('course_enrollments_pkey', 'course_enrollments', '{user_id,course_id}', $$true$$, null),
    ('course_prerequisites_pkey', 'course_prerequisites', '{course_id,prerequisite_id}', $$true$$, null),
    ('course_translations_pkey', 'course_translations', '{course_id,language}', $$true$$, null),
    ('course_versions_course_id_number_key', 'course_versions', '{course_id,number}', $$status = 'ARCHIVED'$$, null),
    ('course_versions_course_id_version_key', 'course_versions', '{course_id,version}', $$status = 'ARCHIVED'$$, null),
    ('course_versions_one_draft_key', 'course_versions', '{course_id}', $$status = 'DRAFT'$$, '{"status": "ARCHIVED", "published_at": "2030-01-01", "lesson_count": 1}'),
    ('course_versions_one_published_key', 'course_versions', '{course_id}', $$status = 'PUBLISHED'$$, '{"status": "ARCHIVED"}'),
    ('course_versions_pkey', 'course_versions', '{id}', $$true$$, null),
    ('courses_pkey', 'courses', '{id}', $$true$$, null),
    ('courses_slug_key', 'courses', '{slug}', $$true$$, null),
    ('daily_event_stats_day_event_type_course_id_key', 'daily_event_stats', '{day,event_type,course_id}', $$true$$, null),
    ('daily_user_stats_pkey', 'daily_user_stats', '{user_id,day}', $$true$$, null),
    ('errors_pkey', 'errors', '{sqlstate}', $$true$$, null),
    ('exercise_hints_exercise_id_level_key', 'exercise_hints', '{exercise_id,level}', $$true$$, null),
    ('exercise_hints_pkey', 'exercise_hints', '{id}', $$true$$, null),
    ('exercise_solutions_pkey', 'exercise_solutions', '{exercise_id}', $$true$$, null),
    ('exercise_test_cases_exercise_id_position_key', 'exercise_test_cases', '{exercise_id,position}', $$true$$, null),
    ('exercise_test_cases_pkey', 'exercise_test_cases', '{id}', $$true$$, null),
    ('exercises_lesson_id_key', 'exercises', '{lesson_id}', $$true$$, null),
    ('exercises_pkey', 'exercises', '{id}', $$true$$, null),
    ('graphs_pkey', 'graphs', '{name}', $$name <> 'lesson_prerequisites'$$, null),
    ('hint_usages_pkey', 'hint_usages', '{user_id,hint_id}', $$true$$, null),
    ('leaderboard_snapshots_board_taken_on_rank_key', 'leaderboard_snapshots', '{board,taken_on,rank}', $$true$$, null),
    ('leaderboard_snapshots_pkey', 'leaderboard_snapshots', '{board,taken_on,user_id}', $$true$$, null),
    ('leaderboards_pkey', 'leaderboards', '{board}', $$true$$, null),
    ('lesson_notes_pkey', 'lesson_notes', '{id}', $$true$$, null),
    ('lesson_prerequisites_pkey', 'lesson_prerequisites', '{version_id,lesson_id,prerequisite_id}', $$true$$, null),
    ('lesson_translations_pkey', 'lesson_translations', '{lesson_id,language}', $$true$$, null),
    ('lessons_module_id_position_key', 'lessons', '{module_id,position}', $$origin_id is null$$, null),
    ('lessons_module_id_slug_key', 'lessons', '{module_id,slug}', $$true$$, null),
    ('lessons_pkey', 'lessons', '{id}', $$true$$, null),
    ('level_thresholds_pkey', 'level_thresholds', '{level}', $$level = 2$$, null),
    ('level_thresholds_xp_required_key', 'level_thresholds', '{xp_required}', $$level = 2$$, null),
    ('message_edits_pkey', 'message_edits', '{message_id,number}', $$true$$, null),
    ('message_reactions_pkey', 'message_reactions', '{message_id,user_id,emoji}', $$true$$, null),
    ('module_translations_pkey', 'module_translations', '{module_id,language}', $$true$$, null),
    ('modules_pkey', 'modules', '{id}', $$true$$, null),
    ('modules_version_id_position_key', 'modules', '{version_id,position}', $$origin_id is null$$, null),
    ('modules_version_id_slug_key', 'modules', '{version_id,slug}', $$true$$, null),
    ('quiz_answer_options_pkey', 'quiz_answer_options', '{attempt_id,question_id,option_id}', $$true$$, null),
    ('quiz_answers_pkey', 'quiz_answers', '{attempt_id,question_id}', $$true$$, null),
    ('quiz_attempts_one_open_key', 'quiz_attempts', '{user_id,quiz_id}', $$status = 'IN_PROGRESS'$$, '{"status": "SUBMITTED", "submitted_at": "2030-01-01", "score": 0, "points": 0, "passed": false}'),
    ('quiz_attempts_pkey', 'quiz_attempts', '{id}', $$true$$, null),
    ('quiz_attempts_user_id_quiz_id_number_key', 'quiz_attempts', '{user_id,quiz_id,number}', $$status = 'SUBMITTED'$$, null),
    ('quiz_correct_options_pkey', 'quiz_correct_options', '{question_id,option_id}', $$true$$, null),
    ('quiz_options_pkey', 'quiz_options', '{id}', $$true$$, null),
    ('quiz_options_question_id_position_key', 'quiz_options', '{question_id,position}', $$true$$, null),
    ('quiz_question_keys_pkey', 'quiz_question_keys', '{question_id}', $$true$$, null),
    ('quiz_questions_pkey', 'quiz_questions', '{id}', $$true$$, null),
    ('quiz_questions_quiz_id_position_key', 'quiz_questions', '{quiz_id,position}', $$true$$, null),
    ('quizzes_lesson_id_key', 'quizzes', '{lesson_id}', $$true$$, null),
    ('quizzes_pkey', 'quizzes', '{id}', $$true$$, null),
    ('rate_limit_counters_pkey', 'rate_limit_counters', '{subject,action}', $$true$$, null),
    ('rate_limits_pkey', 'rate_limits', '{action}', $$true$$, null),
    ('recommendations_pkey', 'recommendations', '{id}', $$true$$, null),
    ('recommendations_user_id_course_id_key', 'recommendations', '{user_id,course_id}', $$course_id is not null$$, null),
    ('recommendations_user_id_lesson_id_key', 'recommendations', '{user_id,lesson_id}', $$lesson_id is not null$$, null),
    ('role_permissions_pkey', 'role_permissions', '{role,permission}', $$true$$, null),
    ('session_operations_pkey', 'session_operations', '{session_id,version}', $$true$$, null),
    ('session_participants_one_owner_key', 'session_participants', '{session_id}', $$role = 'OWNER'$$, '{"role": "EDITOR"}'),
    ('session_participants_pkey', 'session_participants', '{session_id,user_id}', $$role = 'VIEWER'$$, null),
    ('session_snapshots_pkey', 'session_snapshots', '{session_id,version}', $$true$$, null),
    ('submission_test_results_pkey', 'submission_test_results', '{submission_id,test_case_id}', $$true$$, null),
    ('tutor_allowances_pkey', 'tutor_allowances', '{role}', $$true$$, null),
    ('tutor_usage_pkey', 'tutor_usage', '{user_id,day}', $$true$$, null),
    ('user_achievements_pkey', 'user_achievements', '{user_id,achievement_id}', $$true$$, null),
    ('user_pii_pkey', 'user_pii', '{user_id}', $$true$$, null),
    ('user_profiles_pkey', 'user_profiles', '{user_id}', $$true$$, null),
    ('user_progress_pkey', 'user_progress', '{user_id,lesson_id}', $$true$$, null),
    ('user_streak_days_pkey', 'user_streak_days', '{user_id,day}', $$true$$, null),
    ('users_email_key', 'users', '{email}', $$true$$, null),
    ('users_pkey', 'users', '{id}', $$true$$, null),
    ('users_username_key', 'users', '{username}', $$username is not null$$, null),
    ('verification_tokens_pkey', 'verification_tokens', '{token_hash}', $$true$$, null),
    ('xp_events_pkey', 'xp_events', '{id}', $$true$$, null),
    ('xp_events_user_id_source_key', 'xp_events', '{user_id,source_type,source_id}', $$true$$, null);

-- Another value of a column, of the kind that its checks allow.
create function pg_temp.other(relation text, name text, old jsonb) returns jsonb language sql as $$
    select case
        when relation in ('role_permissions', 'tutor_allowances') and name = 'role' then '"ADMIN"'
        when relation = 'leaderboards' or name = 'board' then '"STREAK"'
        when name = 'permission' then '"courses:edit"'
        when name in ('email', 'identifier') then '"other@example.com"'
        when name = 'verification_code' then '"44444-44444-44444-44444"'
        when name = 'version' and jsonb_typeof(old) <> 'number' then '"9.9.9"'
        when name = 'language' then '"en"'
        when name = 'type' then '"SKILL"'
        when name = 'source_type' then '"CORRECTION"'
        when name = 'sqlstate' then '"LNZZY"'
        when relation = 'exercise_hints' and name = 'level' then '"MODERATE"'
        when name = 'token_hash' then to_jsonb('\x' || repeat('07', 32))
        when name = 'name' then '"lesson_prerequisites"'
        when name in ('day', 'taken_on') then '"2030-01-01"'
        when name ~ '_?id$' and name not in ('source_id', 'provider_account_id') then to_jsonb(gen_random_uuid())
        when jsonb_typeof(old) = 'number' then to_jsonb((old #>> '{}')::bigint + 1000)
        else '"other"'
    end
$$;

create temporary table found (index text, outcome text);

-- Keys hold whoever writes; triggers and foreign keys, which might speak first, do not fire here. A key that is looked at when
-- the statement ends is itself looked at by a trigger: there the others are disabled.
alter table learn.exercise_test_cases disable trigger user;
alter table learn.lessons disable trigger user;
alter table learn.modules disable trigger user;
alter table learn.quiz_options disable trigger user;
alter table learn.quiz_questions disable trigger user;
set local session_replication_role = replica;

create function pg_temp.attempt(relation text, image jsonb) returns text language plpgsql as $$
declare
    listed text;
    refused text;
begin
    select string_agg(quote_ident(a.attname), ', ') into listed
    from pg_attribute as a
    where a.attrelid = format('learn.%I', relation)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    perform set_config(
        'session_replication_role',
        case when relation in ('exercise_test_cases', 'lessons', 'modules', 'quiz_options', 'quiz_questions') then 'origin'
             else 'replica' end,
        true
    );
    execute format(
        'insert into learn.%1$I (%2$s) overriding system value select %2$s from jsonb_populate_record(null::learn.%1$I, $1)',
        relation, listed
    ) using image;
    raise exception 'undone' using errcode = 'T0001';
exception
    -- What it refers to is looked for afterwards.
    when sqlstate 'T0001' or foreign_key_violation then
        return 'allowed';
    when unique_violation then
        get stacked diagnostics refused = constraint_name;
        return refused;
    when others then
        return sqlerrm;
end
$$;

do $$
declare
    k expected;
    image jsonb;
    alike jsonb;
    name text;
    outcome text;
begin
    for k in select * from expected loop
        begin
            execute format('select to_jsonb(t) from learn.%I as t where %s order by t.ctid limit 1', k.relation, k.condition) into image;
            execute format('delete from learn.%I as t where to_jsonb(t) <> $1', k.relation) using image;
            -- All that other keys go by is another, but for what this key goes by.
            alike := image;
            for name in
                select distinct o.name from expected as e, unnest(e.columns) as o (name)
                where e.relation = k.relation and not o.name = any (k.columns)
                  -- Of two alternatives one stays empty.
                  and image -> o.name <> 'null'
            loop
                alike := jsonb_set(alike, array[name], pg_temp.other(k.relation, name, image -> name));
            end loop;
            outcome := pg_temp.attempt(k.relation, alike);
            outcome := case when outcome = k.index then 'one row' else 'alike: ' || outcome end;
            foreach name in array k.columns loop
                outcome := outcome || ', ' || name || ': ' || pg_temp.attempt(
                    k.relation, jsonb_set(alike, array[name], pg_temp.other(k.relation, name, image -> name))
                );
            end loop;
            if k.beside is not null then
                outcome := outcome || ', beside: ' || pg_temp.attempt(k.relation, alike || k.beside);
            end if;
            raise exception 'undone' using errcode = 'T0002';
        exception
            when sqlstate 'T0002' then insert into found values (k.index, outcome);
        end;
    end loop;
end
$$;

select is(
    (select f.outcome from found as f where f.index = e.index),
    'one row' || (select string_agg(format(', %s: allowed', c), '') from unnest(e.columns) as c)
        || case when e.beside is null then '' else ', beside: allowed' end,
    format('%s names one row of %s by all of its columns', e.index, e.relation)
)
from expected as e;

select set_eq(
    'select index from expected',
    $$
        with unique_indexes as (
            select i.indexrelid, i.indrelid, x.relname::text as index, i.indpred is not null as partial,
                   (select array_agg(i.indkey[n]) from generate_series(0, i.indnkeyatts - 1) as n) as columns
            from pg_index as i
            join pg_class as x on x.oid = i.indexrelid
            join pg_class as c on c.oid = i.indrelid
            where c.relnamespace = 'learn'::regnamespace and c.relkind = 'r' and not c.relispartition and i.indisunique
        )
        select u.index from unique_indexes as u
        where not exists (
            select from unique_indexes as o
            where o.indrelid = u.indrelid and o.indexrelid <> u.indexrelid and not o.partial and o.columns <@ u.columns
        )
    $$,
    'every key of learn is tried here'
);

select * from finish();
rollback;
