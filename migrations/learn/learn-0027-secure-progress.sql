-- depends: learn-0026-secure-community
--
-- Row security on progress. Nobody writes these tables but the functions that keep their rules; notes alone are written
-- directly. Authors see how their courses are taken, but neither notes nor conversations with the tutor.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.course_enrollments enable row level security;
alter table learn.course_enrollments force row level security;

create policy everything on learn.course_enrollments for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.course_enrollments is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.course_enrollments for select to learn_user
    using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')) or course_id = any ((select learn.actor_authored())::uuid[])
    );

comment on policy read on learn.course_enrollments is
    'Everybody sees the own enrolments, authors those in their courses, analysts all. learn.enroll() writes.';

create policy report on learn.course_enrollments for select to learn_readonly using (true);

comment on policy report on learn.course_enrollments is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.course_enrollments to learn_app;
grant select on learn.course_enrollments to learn_user;
grant select on learn.course_enrollments to learn_readonly;

alter table learn.user_progress enable row level security;
alter table learn.user_progress force row level security;

create policy everything on learn.user_progress for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.user_progress is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.user_progress for select to learn_user
    using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')) or course_id = any ((select learn.actor_authored())::uuid[])
    );

comment on policy read on learn.user_progress is
    'Everybody sees the own progress, authors that in their courses, analysts all. learn.record_progress() '
    'writes.';

create policy report on learn.user_progress for select to learn_readonly using (true);

comment on policy report on learn.user_progress is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.user_progress to learn_app;
grant select on learn.user_progress to learn_user;
grant select (
    user_id, lesson_id, course_id, version_id, module_id, status, completion_percentage, score,
    time_spent_seconds, attempts, hints_used, started_at, completed_at, created_at, updated_at
) on learn.user_progress to learn_readonly;

alter table learn.quiz_attempts enable row level security;
alter table learn.quiz_attempts force row level security;

create policy everything on learn.quiz_attempts for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_attempts is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_attempts for select to learn_user
    using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')) or learn.edits_lesson(lesson_id)
    );

comment on policy read on learn.quiz_attempts is
    'Everybody sees the own attempts, authors those at their quizzes, analysts all.';

create policy report on learn.quiz_attempts for select to learn_readonly using (true);

comment on policy report on learn.quiz_attempts is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.quiz_attempts to learn_app;
grant select on learn.quiz_attempts to learn_user;
grant select on learn.quiz_attempts to learn_readonly;

alter table learn.quiz_answers enable row level security;
alter table learn.quiz_answers force row level security;

create policy everything on learn.quiz_answers for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_answers is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_answers for select to learn_user
    using (exists (select from learn.quiz_attempts as a where a.id = attempt_id));

comment on policy read on learn.quiz_answers is
    'Who sees the attempt sees its answers.';

grant select on learn.quiz_answers to learn_app;
grant select on learn.quiz_answers to learn_user;

alter table learn.quiz_answer_options enable row level security;
alter table learn.quiz_answer_options force row level security;

create policy everything on learn.quiz_answer_options for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_answer_options is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_answer_options for select to learn_user
    using (exists (select from learn.quiz_attempts as a where a.id = attempt_id));

comment on policy read on learn.quiz_answer_options is
    'Who sees the attempt sees what was chosen.';

grant select on learn.quiz_answer_options to learn_app;
grant select on learn.quiz_answer_options to learn_user;

alter table learn.code_submissions enable row level security;
alter table learn.code_submissions force row level security;

create policy everything on learn.code_submissions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.code_submissions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.code_submissions for select to learn_user
    using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')) or learn.edits_lesson(lesson_id)
    );

comment on policy read on learn.code_submissions is
    'Everybody sees the own submissions, authors those for their exercises, analysts all.';

grant select on learn.code_submissions to learn_app;
grant select on learn.code_submissions to learn_user;

alter table learn.submission_test_results enable row level security;
alter table learn.submission_test_results force row level security;

create policy everything on learn.submission_test_results for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.submission_test_results is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.submission_test_results for select to learn_user
    using (
        exists (select from learn.code_submissions as s where s.id = submission_id)
        and exists (select from learn.exercise_test_cases as t where t.id = test_case_id)
    );

comment on policy read on learn.submission_test_results is
    'Who sees the submission and the test case sees the result: of hidden test cases a student sees none.';

grant select on learn.submission_test_results to learn_app;
grant select on learn.submission_test_results to learn_user;

alter table learn.hint_usages enable row level security;
alter table learn.hint_usages force row level security;

create policy everything on learn.hint_usages for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.hint_usages is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.hint_usages for select to learn_user
    using (
        user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')) or learn.edits_lesson(lesson_id)
    );

comment on policy read on learn.hint_usages is
    'Everybody sees the hints one took, authors those of their exercises, analysts all.';

create policy report on learn.hint_usages for select to learn_readonly using (true);

comment on policy report on learn.hint_usages is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select on learn.hint_usages to learn_app;
grant select on learn.hint_usages to learn_user;
grant select on learn.hint_usages to learn_readonly;

alter table learn.lesson_notes enable row level security;
alter table learn.lesson_notes force row level security;

create policy everything on learn.lesson_notes for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.lesson_notes is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.lesson_notes for select to learn_user
    using (user_id = (select learn.actor_id()));

comment on policy read on learn.lesson_notes is
    'Notes are for who wrote them, and nobody else.';

create policy add on learn.lesson_notes for insert to learn_user
    with check (user_id = (select learn.actor_id()) and learn.sees_lesson(lesson_id));

comment on policy add on learn.lesson_notes is
    'Everybody takes notes of lessons one sees.';

create policy change on learn.lesson_notes for update to learn_user
    using (user_id = (select learn.actor_id()))
    with check (user_id = (select learn.actor_id()));

comment on policy change on learn.lesson_notes is
    'Everybody changes the own notes.';

create policy remove on learn.lesson_notes for delete to learn_user
    using (user_id = (select learn.actor_id()));

comment on policy remove on learn.lesson_notes is
    'Everybody deletes the own notes.';

grant select on learn.lesson_notes to learn_app;
grant select on learn.lesson_notes to learn_user;
grant insert (id, user_id, lesson_id, body) on learn.lesson_notes to learn_user;
grant update (body) on learn.lesson_notes to learn_user;
grant delete on learn.lesson_notes to learn_user;

alter table learn.concept_mastery enable row level security;
alter table learn.concept_mastery force row level security;

create policy everything on learn.concept_mastery for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.concept_mastery is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.concept_mastery for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('analytics:view')));

comment on policy read on learn.concept_mastery is
    'Everybody sees what one masters, analysts all.';

create policy report on learn.concept_mastery for select to learn_readonly using (true);

comment on policy report on learn.concept_mastery is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.concept_mastery to learn_app;
grant select on learn.concept_mastery to learn_user;
grant select on learn.concept_mastery to learn_readonly;

alter table learn.certificates enable row level security;
alter table learn.certificates force row level security;

create policy everything on learn.certificates for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.certificates is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.certificates for select to learn_user
    using (user_id = (select learn.actor_id()) or (select learn.actor_may('users:edit')));

comment on policy read on learn.certificates is
    'Everybody sees the own certificates, who may revoke them all; anybody verifies one by its code.';

grant select on learn.certificates to learn_app;
grant select on learn.certificates to learn_user;

-- Read with the reader's own row security, which hides locked lessons from a person: those call learn.module_progress_of().
grant select on learn.module_progress to learn_app, learn_readonly;
