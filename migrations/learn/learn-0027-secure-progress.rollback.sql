revoke select on learn.module_progress from learn_app, learn_readonly;

revoke select on learn.certificates from learn_app;
revoke select on learn.certificates from learn_user;

drop policy read on learn.certificates;

drop policy everything on learn.certificates;

alter table learn.certificates no force row level security;
alter table learn.certificates disable row level security;

revoke select, insert, update, delete on learn.concept_mastery from learn_app;
revoke select on learn.concept_mastery from learn_user;
revoke select on learn.concept_mastery from learn_readonly;

drop policy report on learn.concept_mastery;

drop policy read on learn.concept_mastery;

drop policy everything on learn.concept_mastery;

alter table learn.concept_mastery no force row level security;
alter table learn.concept_mastery disable row level security;

revoke select on learn.lesson_notes from learn_app;
revoke select on learn.lesson_notes from learn_user;
revoke insert (id, user_id, lesson_id, body) on learn.lesson_notes from learn_user;
revoke update (body) on learn.lesson_notes from learn_user;
revoke delete on learn.lesson_notes from learn_user;

drop policy remove on learn.lesson_notes;

drop policy change on learn.lesson_notes;

drop policy add on learn.lesson_notes;

drop policy read on learn.lesson_notes;

drop policy everything on learn.lesson_notes;

alter table learn.lesson_notes no force row level security;
alter table learn.lesson_notes disable row level security;

revoke select on learn.hint_usages from learn_app;
revoke select on learn.hint_usages from learn_user;
revoke select on learn.hint_usages from learn_readonly;

drop policy report on learn.hint_usages;

drop policy read on learn.hint_usages;

drop policy everything on learn.hint_usages;

alter table learn.hint_usages no force row level security;
alter table learn.hint_usages disable row level security;

revoke select on learn.submission_test_results from learn_app;
revoke select on learn.submission_test_results from learn_user;

drop policy read on learn.submission_test_results;

drop policy everything on learn.submission_test_results;

alter table learn.submission_test_results no force row level security;
alter table learn.submission_test_results disable row level security;

revoke select on learn.code_submissions from learn_app;
revoke select on learn.code_submissions from learn_user;

drop policy read on learn.code_submissions;

drop policy everything on learn.code_submissions;

alter table learn.code_submissions no force row level security;
alter table learn.code_submissions disable row level security;

revoke select on learn.quiz_answer_options from learn_app;
revoke select on learn.quiz_answer_options from learn_user;

drop policy read on learn.quiz_answer_options;

drop policy everything on learn.quiz_answer_options;

alter table learn.quiz_answer_options no force row level security;
alter table learn.quiz_answer_options disable row level security;

revoke select on learn.quiz_answers from learn_app;
revoke select on learn.quiz_answers from learn_user;

drop policy read on learn.quiz_answers;

drop policy everything on learn.quiz_answers;

alter table learn.quiz_answers no force row level security;
alter table learn.quiz_answers disable row level security;

revoke select on learn.quiz_attempts from learn_app;
revoke select on learn.quiz_attempts from learn_user;
revoke select on learn.quiz_attempts from learn_readonly;

drop policy report on learn.quiz_attempts;

drop policy read on learn.quiz_attempts;

drop policy everything on learn.quiz_attempts;

alter table learn.quiz_attempts no force row level security;
alter table learn.quiz_attempts disable row level security;

revoke select on learn.user_progress from learn_app;
revoke select on learn.user_progress from learn_user;
revoke select (
    user_id, lesson_id, course_id, version_id, module_id, status, completion_percentage, score,
    time_spent_seconds, attempts, hints_used, started_at, completed_at, created_at, updated_at
) on learn.user_progress from learn_readonly;

drop policy report on learn.user_progress;

drop policy read on learn.user_progress;

drop policy everything on learn.user_progress;

alter table learn.user_progress no force row level security;
alter table learn.user_progress disable row level security;

revoke select on learn.course_enrollments from learn_app;
revoke select on learn.course_enrollments from learn_user;
revoke select on learn.course_enrollments from learn_readonly;

drop policy report on learn.course_enrollments;

drop policy read on learn.course_enrollments;

drop policy everything on learn.course_enrollments;

alter table learn.course_enrollments no force row level security;
alter table learn.course_enrollments disable row level security;
