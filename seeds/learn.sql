-- A learning platform to develop against: a published course with a quiz and an exercise, a draft that comes after it, and a
-- student on the way. Running it again changes nothing. Never for production: everybody's password is "development".
--
-- Addresses end in .example, which can never receive mail. What is published is frozen, so the content is written once or
-- not at all.

insert into learn.users (id, email, name, username, role, locale, time_zone, password_hash)
select md5('learn ' || username)::uuid, username || '@learn.example', name, username, role, locale, zone,
       extensions.crypt('development', '$2a$06$DevelopmentSeedSaltxxu')
from (values
    ('admin', 'Amal Haddad', 'ADMIN', 'en', 'UTC'), ('moderator', 'Marc Petit', 'MODERATOR', 'fr', 'Europe/Paris'),
    ('teacher', 'Iris Novak', 'INSTRUCTOR', 'en', 'Europe/Prague'), ('ada', 'Ada Lind', 'STUDENT', 'en', 'UTC'),
    ('bruno', 'Bruno Silva', 'STUDENT', 'fr', 'America/Sao_Paulo')
) as person (username, name, role, locale, zone)
on conflict do nothing;

insert into learn.user_profiles (user_id)
select id from learn.users where email like '%@learn.example'
on conflict do nothing;

do $$
declare
    teacher constant uuid := md5('learn teacher')::uuid;
    basics constant uuid := md5('learn basics')::uuid;
    version constant uuid := md5('learn basics 1')::uuid;
    module constant uuid := md5('learn basics module')::uuid;
    asked constant uuid := md5('learn basics question')::uuid;
begin
    if exists (select from learn.courses where id = basics) then
        return;
    end if;
    insert into learn.courses (id, slug, title, description, estimated_minutes, author_id)
    values (basics, 'solidity-basics', 'Solidity basics', 'Contracts, storage and the first test.', 90, teacher),
           (md5('learn security')::uuid, 'contract-security', 'Contract security', 'What goes wrong, and why.', 240, teacher);
    insert into learn.course_prerequisites (course_id, prerequisite_id) values (md5('learn security')::uuid, basics);
    insert into learn.course_versions (id, course_id, number, version) values (version, basics, 1, '1.0.0');
    insert into learn.course_translations (course_id, language, title, description)
    values (basics, 'fr', 'Bases de Solidity', 'Contrats, stockage et premier test.');
    insert into learn.modules (id, course_id, version_id, slug, title, description, position)
    values (module, basics, version, 'first-contract', 'The first contract', '', 1);
    insert into learn.lessons (id, course_id, version_id, module_id, slug, title, description, type, position, is_preview)
    values (md5('learn intro')::uuid, basics, version, module, 'intro', 'What a contract is', '', 'THEORY', 1, true),
           (md5('learn quiz')::uuid, basics, version, module, 'units', 'Units', '', 'QUIZ', 2, false),
           (md5('learn code')::uuid, basics, version, module, 'counter', 'A counter', '', 'CODING', 3, false);
    insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
    values (version, md5('learn quiz')::uuid, md5('learn intro')::uuid);
    insert into learn.quizzes (id, lesson_id, title) values (md5('learn units')::uuid, md5('learn quiz')::uuid, 'Units');
    insert into learn.quiz_questions (id, quiz_id, position, kind, prompt)
    values (asked, md5('learn units')::uuid, 1, 'SHORT_TEXT', 'What is the smallest unit of ether called?');
    insert into learn.quiz_question_keys (question_id, accepted_answers, explanation)
    values (asked, '{wei}', 'One ether is 10^18 wei.');
    insert into learn.exercises (id, lesson_id, kind, title, instructions, starter_code)
    values (md5('learn counter')::uuid, md5('learn code')::uuid, 'CODE_COMPLETION', 'A counter', 'Count the calls.',
            'contract Counter { }');
    insert into learn.exercise_test_cases (exercise_id, position, name, expected, is_hidden)
    values (md5('learn counter')::uuid, 1, 'one call', '1', false), (md5('learn counter')::uuid, 2, 'many calls', '7', true);
    insert into learn.exercise_hints (exercise_id, level, content, xp_penalty)
    values (md5('learn counter')::uuid, 'SUBTLE', 'State lives in storage.', 5);
    perform set_config('app.current_user_id', teacher::text, true);
    perform learn.publish_course_version(version);
    perform set_config('app.current_user_id', md5('learn ada')::uuid::text, true);
    perform learn.enroll(basics);
    perform learn.record_progress(md5('learn intro')::uuid, 100, 600);
    perform set_config('app.current_user_id', '', true);
end
$$;
