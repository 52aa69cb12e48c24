begin;
select plan(60);

select test.learn_world();

-- What is in a row of which only that was said which must be. "new": a uuid of its own that begins with the time; "now": the
-- time of the transaction.
create temporary table expected (relation text, defaults jsonb);
insert into expected values
    ('achievements',
     '{"id": "new", "rarity": "COMMON", "requirement": {}, "xp_reward": 0, "is_hidden": false, "is_active": true,
       "created_at": "now", "updated_at": "now"}'),
    ('ai_tutor_conversations', '{"id": "new", "created_at": "now", "updated_at": "now"}'),
    ('ai_tutor_messages', '{"id": "new", "fallback_used": false, "context": {}, "created_at": "now"}'),
    ('analytics_inbox', '{"id": "new", "data": {}, "timestamp": "now"}'),
    ('auth_accounts', '{"id": "new", "created_at": "now", "updated_at": "now"}'),
    ('auth_sessions', '{"id": "new", "created_at": "now", "last_seen_at": "now"}'),
    ('certificates', '{"id": "new", "type": "COURSE_COMPLETION", "skills": [], "issued_at": "now", "updated_at": "now"}'),
    ('chat_messages', '{"id": "new", "type": "TEXT", "metadata": {}, "created_at": "now"}'),
    ('code_submissions',
     '{"id": "new", "language": "solidity", "status": "PENDING", "submitted_at": "now", "updated_at": "now"}'),
    ('collaboration_sessions',
     '{"id": "new", "type": "PAIR_PROGRAMMING", "status": "ACTIVE", "code": "", "language": "solidity",
       "version": 0, "max_participants": 2, "permissions": {}, "document_length": 0, "joins_as": "EDITOR",
       "created_at": "now", "updated_at": "now", "expires_at": "now + 1 day"}'),
    ('community_comments', '{"id": "new", "status": "VISIBLE", "created_at": "now", "updated_at": "now"}'),
    ('community_posts', '{"id": "new", "language": "en", "status": "VISIBLE", "created_at": "now", "updated_at": "now"}'),
    ('concept_mastery', '{"mastery_level": 0, "observations": 0, "created_at": "now", "updated_at": "now"}'),
    ('content_reports', '{"id": "new", "status": "OPEN", "created_at": "now", "updated_at": "now"}'),
    ('course_enrollments',
     '{"status": "ACTIVE", "lessons_completed": 0, "percentage_sum": 0, "completion_percentage": 0,
       "time_spent_seconds": 0, "created_at": "now", "enrolled_at": "now", "updated_at": "now"}'),
    ('course_prerequisites', '{"created_at": "now"}'),
    ('course_translations', '{"created_at": "now", "updated_at": "now"}'),
    ('course_versions', '{"id": "new", "status": "DRAFT", "lesson_count": 0, "created_at": "now", "updated_at": "now"}'),
    ('courses',
     '{"id": "new", "difficulty": "BEGINNER", "version": "1.0.0", "status": "DRAFT", "language": "en",
       "metadata": {}, "created_at": "now", "updated_at": "now"}'),
    ('daily_event_stats', '{"updated_at": "now"}'),
    ('daily_user_stats',
     '{"events": 0, "lessons_completed": 0, "exercises_attempted": 0, "time_spent_seconds": 0, "duration_ms": 0,
       "updated_at": "now"}'),
    ('exercise_hints', '{"id": "new", "xp_penalty": 0, "created_at": "now", "updated_at": "now"}'),
    ('exercise_solutions', '{"created_at": "now", "updated_at": "now"}'),
    ('exercise_test_cases',
     '{"id": "new", "input": {}, "weight": 1, "is_hidden": false, "created_at": "now", "updated_at": "now"}'),
    ('exercises',
     '{"id": "new", "language": "solidity", "starter_code": "", "passing_score": 70, "created_at": "now",
       "updated_at": "now"}'),
    ('graphs', '{"revision": 0}'),
    ('hint_usages', '{"used_at": "now"}'),
    ('leaderboard_snapshots', '{"created_at": "now"}'),
    ('leaderboards', '{"refreshed_at": "now"}'),
    ('learning_analytics', '{"id": "new", "data": {}, "timestamp": "now"}'),
    ('lesson_notes', '{"id": "new", "created_at": "now", "updated_at": "now"}'),
    ('lesson_prerequisites', '{"created_at": "now"}'),
    ('lesson_translations', '{"content": {}, "created_at": "now", "updated_at": "now"}'),
    ('lessons',
     '{"id": "new", "content": {}, "xp_reward": 100, "is_preview": false, "unlock_after_days": 0,
       "created_at": "now", "updated_at": "now"}'),
    ('message_edits', '{"created_at": "now"}'),
    ('message_reactions', '{"created_at": "now"}'),
    ('module_translations', '{"content": {}, "created_at": "now", "updated_at": "now"}'),
    ('modules', '{"id": "new", "content": {}, "created_at": "now", "updated_at": "now"}'),
    ('quiz_answers', '{"answered_at": "now"}'),
    ('quiz_attempts', '{"id": "new", "status": "IN_PROGRESS", "started_at": "now"}'),
    ('quiz_options', '{"id": "new", "created_at": "now", "updated_at": "now"}'),
    ('quiz_question_keys', '{"accepted_answers": [], "created_at": "now", "updated_at": "now"}'),
    ('quiz_questions', '{"id": "new", "points": 1, "created_at": "now", "updated_at": "now"}'),
    ('quizzes', '{"id": "new", "passing_score": 70, "created_at": "now", "updated_at": "now"}'),
    ('rate_limit_counters', '{"hits": []}'),
    ('recommendations',
     '{"id": "new", "status": "NEW", "created_at": "now", "updated_at": "now", "expires_at": "now + 30 days"}'),
    ('session_operations', '{"created_at": "now"}'),
    ('session_participants', '{"role": "EDITOR", "joined_at": "now", "last_seen_at": "now"}'),
    ('session_snapshots', '{"created_at": "now"}'),
    ('submission_test_results', '{"created_at": "now"}'),
    ('tutor_usage', '{"updated_at": "now"}'),
    ('user_achievements', '{"progress": 0, "created_at": "now", "updated_at": "now"}'),
    ('user_pii', '{"created_at": "now", "updated_at": "now"}'),
    ('user_profiles',
     '{"skill_level": "BEGINNER", "preferences": {}, "is_public": true, "analytics_consent": false,
       "created_at": "now", "updated_at": "now"}'),
    ('user_progress',
     '{"status": "NOT_STARTED", "completion_percentage": 0, "time_spent_seconds": 0, "attempts": 0,
       "hints_used": 0, "created_at": "now", "updated_at": "now"}'),
    ('user_streak_days', '{"created_at": "now"}'),
    ('users',
     '{"id": "new", "role": "STUDENT", "status": "ACTIVE", "locale": "en", "time_zone": "UTC", "level": 1, "xp": 0,
       "streak": 0, "created_at": "now", "last_active_at": "now", "updated_at": "now"}'),
    ('verification_tokens', '{"created_at": "now"}'),
    ('xp_events', '{"id": "new", "details": {}, "created_at": "now"}');

create temporary table found (relation text, defaults jsonb);

-- Defaults hold whoever writes; triggers, which often fill in more, do not fire here.
set local session_replication_role = replica;

do $$
declare
    about record;
    before jsonb;
    after jsonb;
begin
    for about in
        select e.relation,
               (select string_agg(quote_ident(a.attname), ', ')
                from pg_attribute as a
                where a.attrelid = format('learn.%I', e.relation)::regclass and a.attnum > 0 and not a.attisdropped
                  and a.attnotnull and not a.atthasdef and a.attidentity = ''
                  -- One of several must be there.
                  or a.attrelid = format('learn.%I', e.relation)::regclass and (e.relation, a.attname) in (
                      ('ai_tutor_messages', 'model'), ('content_reports', 'post_id'), ('content_reports', 'comment_id'),
                      ('content_reports', 'lesson_id'), ('recommendations', 'course_id'), ('recommendations', 'lesson_id'),
                      ('session_operations', 'content')
                  )
               ) as needed
        from expected as e
    loop
        execute format('select to_jsonb(t) from learn.%I as t order by t.ctid limit 1', about.relation) into before;
        execute format('delete from learn.%I', about.relation);
        if about.needed is null then
            execute format('insert into learn.%1$I as t default values returning to_jsonb(t)', about.relation) into after;
        else
            execute format(
                'insert into learn.%1$I as t (%2$s) select %2$s from jsonb_populate_record(null::learn.%1$I, $1) returning to_jsonb(t)',
                about.relation, about.needed
            ) into after using before;
        end if;
        insert into found
        select about.relation, coalesce(jsonb_object_agg(
                   x.key,
                   case
                       when x.value = to_jsonb(now()) then '"now"'
                       when x.value = to_jsonb(now() + interval '1 day') then '"now + 1 day"'
                       when x.value = to_jsonb(now() + interval '30 days') then '"now + 30 days"'
                       when x.key = 'id' and x.value <> before -> 'id' and x.value ->> 0 ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7' then '"new"'
                       else x.value
                   end
               ), '{}')
        from jsonb_each(after) as x
        join pg_attribute as a
            on a.attrelid = format('learn.%I', about.relation)::regclass and a.attname = x.key and a.atthasdef and a.attgenerated = '';
    end loop;
end
$$;

select is(found.defaults, expected.defaults, format('what is not said of a row of %s is as by default', expected.relation))
from expected left join found using (relation)
order by relation;

select set_eq(
    $$select relation, jsonb_object_keys(defaults) from expected$$,
    $$
        select c.relname::text, a.attname::text
        from pg_attrdef as d
        join pg_class as c on c.oid = d.adrelid
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.adnum
        where c.relnamespace = 'learn'::regnamespace and not c.relispartition and a.attgenerated = ''
    $$,
    'every default of learn is tried here'
);

select * from finish();
rollback;
