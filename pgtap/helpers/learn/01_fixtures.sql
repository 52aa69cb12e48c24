-- One row of each kind with as little said as possible; what a test is about, it passes itself. Rows are named by words:
-- test.learn_id('ada') is the id of whatever is called ada.

create function test.learn_id(name text)
returns uuid
language sql
immutable
as $$
    select md5(name)::uuid
$$;

comment on function test.learn_id(text) is 'The id of the row that tests call so.';

create function test.learn_user(name text, role text default 'STUDENT')
returns uuid
language sql
as $$
    insert into learn.users (id, email, name, role)
    values (test.learn_id(learn_user.name), learn_user.name || '@example.com', learn_user.name, learn_user.role)
    returning id
$$;

comment on function test.learn_user(text, text) is 'An active user.';

create function test.learn_act(name text)
returns void
language sql
as $$
    select set_config('app.current_user_id', coalesce(test.learn_id(learn_act.name)::text, ''), true),
           set_config('app.current_user_role',
                      coalesce((select role from learn.users where id = test.learn_id(learn_act.name)), ''), true)
$$;

comment on function test.learn_act(text) is
    'Lets a user act for the rest of the transaction, as platform.act_as() does, which a function cannot call; NULL: nobody.';

create function test.learn_draft(slug text, author text, lessons text[] default '{}')
returns uuid
language plpgsql
as $$
begin
    insert into learn.courses (id, slug, title, description, estimated_minutes, author_id)
    values (test.learn_id(slug), slug, slug, 'About ' || slug, 60, test.learn_id(author));
    insert into learn.course_versions (id, course_id, number, version)
    values (test.learn_id(slug || ' 1'), test.learn_id(slug), 1, '1.0.0');
    insert into learn.modules (id, course_id, version_id, slug, title, description, position)
    values (test.learn_id(slug || ' module'), test.learn_id(slug), test.learn_id(slug || ' 1'), 'module', 'Module', '', 1);
    insert into learn.lessons (id, course_id, version_id, module_id, slug, title, description, type, position)
    select test.learn_id(slug || ' ' || lesson), test.learn_id(slug), test.learn_id(slug || ' 1'),
           test.learn_id(slug || ' module'), lesson, lesson, '',
           case when lesson ~ '^quiz' then 'QUIZ' when lesson ~ '^code' then 'CODING' else 'THEORY' end, place
    from unnest(lessons) with ordinality as listed (lesson, place);
    return test.learn_id(slug);
end
$$;

comment on function test.learn_draft(text, text, text[]) is
    'A course with a draft version ("slug 1"), one module ("slug module") and lessons ("slug lesson"): quizzes and exercises '
    'to be are told by how their names begin, quiz or code.';

create function test.learn_quiz(lesson text)
returns uuid
language plpgsql
as $$
begin
    insert into learn.quizzes (id, lesson_id, title)
    values (test.learn_id(lesson || ' quiz'), test.learn_id(lesson), 'Quiz');
    insert into learn.quiz_questions (id, quiz_id, position, kind, prompt)
    values (test.learn_id(lesson || ' q1'), test.learn_id(lesson || ' quiz'), 1, 'SINGLE_CHOICE', 'Which one?'),
           (test.learn_id(lesson || ' q2'), test.learn_id(lesson || ' quiz'), 2, 'MULTIPLE_CHOICE', 'Which ones?'),
           (test.learn_id(lesson || ' q3'), test.learn_id(lesson || ' quiz'), 3, 'SHORT_TEXT', 'What?');
    insert into learn.quiz_options (id, question_id, position, label)
    select test.learn_id(lesson || ' ' || question || place), test.learn_id(lesson || ' ' || question), place, place::text
    from unnest(array['q1', 'q2']) as question, generate_series(1, 3) as place;
    insert into learn.quiz_correct_options (question_id, option_id)
    values (test.learn_id(lesson || ' q1'), test.learn_id(lesson || ' q11')),
           (test.learn_id(lesson || ' q2'), test.learn_id(lesson || ' q21')),
           (test.learn_id(lesson || ' q2'), test.learn_id(lesson || ' q22'));
    insert into learn.quiz_question_keys (question_id, accepted_answers, explanation)
    values (test.learn_id(lesson || ' q3'), '{wei,Wei}', 'The smallest unit.');
    return test.learn_id(lesson || ' quiz');
end
$$;

comment on function test.learn_quiz(text) is
    'A quiz of a lesson: "lesson q1" (option q11 is right), q2 (q21 and q22 are right), q3 (the text wei is right).';

create function test.learn_exercise(lesson text)
returns uuid
language plpgsql
as $$
begin
    insert into learn.exercises (id, lesson_id, kind, title, instructions)
    values (test.learn_id(lesson || ' exercise'), test.learn_id(lesson), 'CODE_COMPLETION', 'Exercise', 'Write it.');
    insert into learn.exercise_solutions (exercise_id, solution_code)
    values (test.learn_id(lesson || ' exercise'), 'contract Solved {}');
    insert into learn.exercise_test_cases (id, exercise_id, position, name, expected, weight, is_hidden)
    values (test.learn_id(lesson || ' t1'), test.learn_id(lesson || ' exercise'), 1, 'open', '1', 1, false),
           (test.learn_id(lesson || ' t2'), test.learn_id(lesson || ' exercise'), 2, 'hidden', '2', 3, true);
    insert into learn.exercise_hints (id, exercise_id, level, content, xp_penalty)
    values (test.learn_id(lesson || ' h1'), test.learn_id(lesson || ' exercise'), 'SUBTLE', 'Think.', 5),
           (test.learn_id(lesson || ' h2'), test.learn_id(lesson || ' exercise'), 'EXPLICIT', 'Write Solved.', 20);
    return test.learn_id(lesson || ' exercise');
end
$$;

comment on function test.learn_exercise(text) is
    'An exercise of a lesson: test cases "lesson t1" and t2 (hidden, three quarters of the weight), hints h1 and h2.';

create function test.learn_publish(slug text)
returns uuid
language plpgsql
as $$
begin
    update learn.course_versions as v
    set status = 'PUBLISHED', published_at = now(),
        lesson_count = (select count(*) from learn.lessons as l where l.version_id = v.id)
    where id = test.learn_id(learn_publish.slug || ' 1');
    update learn.courses
    set status = 'PUBLISHED', published_at = now()
    where id = test.learn_id(learn_publish.slug);
    return test.learn_id(learn_publish.slug || ' 1');
end
$$;

comment on function test.learn_publish(text) is 'Publishes the draft of a course.';

create function test.learn_course(slug text default 'basics')
returns uuid
language plpgsql
as $$
begin
    if not exists (select from learn.users) then
        perform test.learn_user('ada'), test.learn_user('bob'), test.learn_user('ivy', 'INSTRUCTOR'),
            test.learn_user('max', 'MODERATOR'), test.learn_user('eve', 'ADMIN');
    end if;
    perform test.learn_draft(slug, 'ivy', '{intro,quiz,code}');
    perform test.learn_quiz(slug || ' quiz'), test.learn_exercise(slug || ' code');
    insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
    values (test.learn_id(slug || ' 1'), test.learn_id(slug || ' quiz'), test.learn_id(slug || ' intro'));
    return test.learn_publish(slug);
end
$$;

comment on function test.learn_course(text) is
    'A published course of ivy: intro, quiz (which comes after intro), code. With it the users ada and bob, students, ivy, an '
    'instructor, max, a moderator, and eve, an administrator, unless there are some.';

create function test.learn_results(lesson text, passed boolean[], gas bigint default null)
returns jsonb
language sql
as $$
    select jsonb_agg(jsonb_build_object('test_case_id', test.learn_id(lesson || ' t' || n), 'passed', p, 'gas_used', gas))
    from unnest(learn_results.passed) with ordinality as given (p, n)
$$;

comment on function test.learn_results(text, boolean[], bigint) is
    'What a worker reports of the test cases t1, t2, … of an exercise.';

create function test.learn_world()
returns void
language plpgsql
as $$
declare
    ada constant uuid := test.learn_user('ada');
    bob constant uuid := test.learn_user('bob');
    ivy constant uuid := test.learn_user('ivy', 'INSTRUCTOR');
    max constant uuid := test.learn_user('max', 'MODERATOR');
    eve constant uuid := test.learn_user('eve', 'ADMIN');
    a_hash constant bytea := sha256('token');
    secret privacy.ciphertext;
begin
    perform privacy.use_key('test', repeat('ab', 32));
    secret := privacy.encrypt('clear');
    insert into learn.user_profiles (user_id) values (ada), (bob);
    insert into learn.user_pii (user_id, legal_name, phone, phone_index) values (ada, secret, secret, a_hash);
    insert into learn.auth_accounts (id, user_id, type, provider, provider_account_id, access_token)
    values (test.learn_id('account'), ada, 'oauth', 'github', '7', secret);
    insert into learn.auth_sessions (id, user_id, token_hash, expires_at)
    values (test.learn_id('sign-in'), ada, a_hash, now() + interval '1 day');
    insert into learn.verification_tokens (token_hash, identifier, purpose, expires_at)
    values (a_hash, 'ada@example.com', 'sign_in', now() + interval '1 day');
    insert into learn.rate_limit_counters (subject, action, hits, expires_at)
    values (ada::text, 'sign_in', array[now()], now() + interval '1 minute');

    perform test.learn_draft('basics', 'ivy', '{intro,quiz,code}'), test.learn_draft('advanced', 'ivy', '{intro}');
    perform test.learn_quiz('basics quiz'), test.learn_exercise('basics code');
    insert into learn.course_prerequisites (course_id, prerequisite_id)
    values (test.learn_id('advanced'), test.learn_id('basics'));
    insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
    values (test.learn_id('basics 1'), test.learn_id('basics quiz'), test.learn_id('basics intro'));
    insert into learn.course_translations (course_id, language, title, description)
    values (test.learn_id('basics'), 'fr', 'Les bases', '');
    insert into learn.module_translations (module_id, language, title, description)
    values (test.learn_id('basics module'), 'fr', 'Module', '');
    insert into learn.lesson_translations (lesson_id, language, title, description)
    values (test.learn_id('basics intro'), 'fr', 'Introduction', '');
    update learn.course_versions set published_by = max where id = test.learn_id('basics 1');
    update learn.modules set origin_id = test.learn_id('basics module') where id = test.learn_id('advanced module');
    update learn.lessons set origin_id = test.learn_id('basics intro') where id = test.learn_id('advanced intro');
    perform test.learn_publish('basics');

    insert into learn.community_posts (id, author_id, course_id, title, body)
    values (test.learn_id('post'), ada, test.learn_id('basics'), 'Help', 'Why?');
    insert into learn.community_comments (id, post_id, parent_id, author_id, body)
    values (test.learn_id('comment'), test.learn_id('post'), null, bob, 'Because.'),
           (test.learn_id('answer'), test.learn_id('post'), test.learn_id('comment'), ada, 'Thanks.');
    insert into learn.content_reports (id, reporter_id, post_id, comment_id, lesson_id, reason, status, handled_by, handled_at)
    values (test.learn_id('report'), bob, test.learn_id('post'), null, null, 'SPAM', 'RESOLVED', max, now()),
           (test.learn_id('report 2'), ada, null, test.learn_id('comment'), null, 'ABUSE', 'OPEN', null, null),
           (test.learn_id('report 3'), ada, null, null, test.learn_id('basics intro'), 'OTHER', 'OPEN', null, null);

    insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
    values (ada, test.learn_id('basics'), test.learn_id('basics 1'), 3);
    insert into learn.user_progress
        (user_id, lesson_id, course_id, version_id, module_id, status, started_at, completion_percentage, completed_at)
    select ada, test.learn_id('basics ' || lesson), test.learn_id('basics'), test.learn_id('basics 1'),
           test.learn_id('basics module'), status, now(), percentage, case when percentage = 100 then now() end
    from (values ('intro', 'COMPLETED', 100), ('quiz', 'IN_PROGRESS', 0), ('code', 'IN_PROGRESS', 0))
        as begun (lesson, status, percentage);
    insert into learn.quiz_attempts (id, user_id, lesson_id, quiz_id, number, max_points)
    values (test.learn_id('attempt'), ada, test.learn_id('basics quiz'), test.learn_id('basics quiz quiz'), 1, 3);
    insert into learn.quiz_answers (attempt_id, question_id, quiz_id)
    values (test.learn_id('attempt'), test.learn_id('basics quiz q1'), test.learn_id('basics quiz quiz'));
    insert into learn.quiz_answer_options (attempt_id, question_id, option_id)
    values (test.learn_id('attempt'), test.learn_id('basics quiz q1'), test.learn_id('basics quiz q11'));
    insert into learn.code_submissions (id, user_id, lesson_id, exercise_id, code)
    values (test.learn_id('submission'), ada, test.learn_id('basics code'), test.learn_id('basics code exercise'),
            'contract A {}');
    insert into learn.submission_test_results (submission_id, test_case_id, exercise_id, passed)
    select test.learn_id('submission'), test.learn_id('basics code ' || test_case), test.learn_id('basics code exercise'), true
    from unnest(array['t1', 't2']) as test_case;
    insert into learn.hint_usages (user_id, hint_id, lesson_id, exercise_id, xp_penalty)
    values (ada, test.learn_id('basics code h1'), test.learn_id('basics code'), test.learn_id('basics code exercise'), 5);
    insert into learn.lesson_notes (id, user_id, lesson_id, body)
    values (test.learn_id('note'), ada, test.learn_id('basics intro'), 'Remember.');
    insert into learn.concept_mastery (user_id, concept) values (ada, 'reentrancy');
    insert into learn.certificates (id, user_id, course_id, version_id, verification_code, issued_by)
    values (test.learn_id('certificate'), ada, test.learn_id('basics'), test.learn_id('basics 1'),
            '00000-11111-22222-33333', 'Learn');

    insert into learn.ai_tutor_conversations (id, user_id, lesson_id)
    values (test.learn_id('conversation'), ada, test.learn_id('basics intro'));
    insert into learn.ai_tutor_messages (id, conversation_id, role, content)
    values (test.learn_id('question'), test.learn_id('conversation'), 'USER', 'Why?');
    insert into learn.ai_tutor_messages (id, conversation_id, role, content, model, question_id)
    values (test.learn_id('tutored'), test.learn_id('conversation'), 'ASSISTANT', 'Because.', 'model-1', test.learn_id('question'));
    insert into learn.tutor_usage (user_id, day, questions) values (ada, '2026-01-05', 1);
    insert into learn.recommendations (id, user_id, course_id, lesson_id, reason, score)
    values (test.learn_id('recommendation'), ada, test.learn_id('advanced'), null, 'POPULAR', 0.5),
           (test.learn_id('recommendation 2'), ada, null, test.learn_id('basics quiz'), 'NEXT_LESSON', 0.5);

    insert into learn.xp_events (id, user_id, source_type, source_id, amount)
    values (test.learn_id('award'), ada, 'CORRECTION', 'thanks', 100);
    insert into learn.achievements (id, key, title, description, category, requirement_type, requirement_target)
    values (test.learn_id('first'), 'test_first', 'First', '', 'LEARNING', 'lesson_complete', 1),
           (test.learn_id('second'), 'test_second', 'Second', '', 'LEARNING', 'lesson_complete', 10);
    insert into learn.achievement_prerequisites (achievement_id, prerequisite_id)
    values (test.learn_id('second'), test.learn_id('first'));
    insert into learn.user_achievements (user_id, achievement_id, progress, unlocked_at)
    values (ada, test.learn_id('first'), 1, now());
    insert into learn.user_streak_days (user_id, day) values (ada, '2026-01-05');
    insert into learn.leaderboard_snapshots (board, taken_on, user_id, rank, value)
    values ('GLOBAL_XP', '2026-01-05', ada, 1, 100);

    insert into learn.collaboration_sessions (id, name, owner_id, lesson_id)
    values (test.learn_id('session'), 'Pair', ada, test.learn_id('basics code'));
    insert into learn.session_participants (session_id, user_id, role)
    values (test.learn_id('session'), ada, 'OWNER'), (test.learn_id('session'), bob, 'VIEWER');
    insert into learn.session_operations (session_id, version, author_id, kind, position, content, client_version)
    values (test.learn_id('session'), 1, ada, 'INSERT', 0, 'contract', 0);
    update learn.collaboration_sessions set version = 1 where id = test.learn_id('session');
    insert into learn.session_snapshots (session_id, version, code) values (test.learn_id('session'), 0, '');
    insert into learn.chat_messages (id, session_id, author_id, content, reply_to_id)
    values (test.learn_id('message'), test.learn_id('session'), ada, 'Hello', null),
           (test.learn_id('reply'), test.learn_id('session'), bob, 'Hi', test.learn_id('message'));
    insert into learn.message_reactions (message_id, user_id, emoji) values (test.learn_id('reply'), ada, '👍');
    insert into learn.message_edits (message_id, number, old_content) values (test.learn_id('reply'), 1, 'H');

    insert into learn.learning_analytics (id, user_id, session_id, event_type, course_id, lesson_id, "timestamp")
    values (test.learn_id('event'), ada, test.learn_id('visit'), 'lesson_start', test.learn_id('basics'),
            test.learn_id('basics intro'), '2026-01-05 12:00+00');
    insert into learn.daily_user_stats (user_id, day, events) values (ada, '2026-01-05', 1);
    insert into learn.daily_event_stats (day, event_type, course_id, events, duration_ms)
    values ('2026-01-05', 'lesson_start', test.learn_id('basics'), 1, 0);
    insert into learn.analytics_inbox (user_id, session_id, event_type) values (ada, test.learn_id('visit'), 'lesson_start');
    insert into learn.errors (sqlstate, meaning, remedy) values ('LNZZZ', 'A test.', 'Nothing.');
end
$$;

comment on function test.learn_world() is
    'A row in every table. ada, a student, has done the first lesson of course basics (intro, quiz, code) of ivy, an '
    'instructor; bob watches her session; max is a moderator, eve an administrator; course advanced is a draft.';
