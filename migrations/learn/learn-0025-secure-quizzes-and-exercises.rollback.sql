revoke select, insert, update, delete on learn.exercise_hints from learn_app;
revoke select on learn.exercise_hints from learn_user;
revoke insert on learn.exercise_hints from learn_user;
revoke update on learn.exercise_hints from learn_user;
revoke delete on learn.exercise_hints from learn_user;

drop policy remove on learn.exercise_hints;

drop policy change on learn.exercise_hints;

drop policy add on learn.exercise_hints;

drop policy read on learn.exercise_hints;

drop policy everything on learn.exercise_hints;

alter table learn.exercise_hints no force row level security;
alter table learn.exercise_hints disable row level security;

revoke select, insert, update, delete on learn.exercise_test_cases from learn_app;
revoke select on learn.exercise_test_cases from learn_user;
revoke insert on learn.exercise_test_cases from learn_user;
revoke update on learn.exercise_test_cases from learn_user;
revoke delete on learn.exercise_test_cases from learn_user;

drop policy remove on learn.exercise_test_cases;

drop policy change on learn.exercise_test_cases;

drop policy add on learn.exercise_test_cases;

drop policy read on learn.exercise_test_cases;

drop policy everything on learn.exercise_test_cases;

alter table learn.exercise_test_cases no force row level security;
alter table learn.exercise_test_cases disable row level security;

revoke select, insert, update, delete on learn.exercise_solutions from learn_app;
revoke select on learn.exercise_solutions from learn_user;
revoke insert on learn.exercise_solutions from learn_user;
revoke update on learn.exercise_solutions from learn_user;
revoke delete on learn.exercise_solutions from learn_user;

drop policy remove on learn.exercise_solutions;

drop policy change on learn.exercise_solutions;

drop policy add on learn.exercise_solutions;

drop policy read on learn.exercise_solutions;

drop policy everything on learn.exercise_solutions;

alter table learn.exercise_solutions no force row level security;
alter table learn.exercise_solutions disable row level security;

revoke select, insert, update, delete on learn.exercises from learn_app;
revoke select on learn.exercises from learn_user;
revoke insert on learn.exercises from learn_user;
revoke update on learn.exercises from learn_user;
revoke delete on learn.exercises from learn_user;
revoke select on learn.exercises from learn_readonly;

drop policy report on learn.exercises;

drop policy remove on learn.exercises;

drop policy change on learn.exercises;

drop policy add on learn.exercises;

drop policy read on learn.exercises;

drop policy everything on learn.exercises;

alter table learn.exercises no force row level security;
alter table learn.exercises disable row level security;

revoke select, insert, update, delete on learn.quiz_question_keys from learn_app;
revoke select on learn.quiz_question_keys from learn_user;
revoke insert on learn.quiz_question_keys from learn_user;
revoke update on learn.quiz_question_keys from learn_user;
revoke delete on learn.quiz_question_keys from learn_user;

drop policy remove on learn.quiz_question_keys;

drop policy change on learn.quiz_question_keys;

drop policy add on learn.quiz_question_keys;

drop policy read on learn.quiz_question_keys;

drop policy everything on learn.quiz_question_keys;

alter table learn.quiz_question_keys no force row level security;
alter table learn.quiz_question_keys disable row level security;

revoke select, insert, update, delete on learn.quiz_correct_options from learn_app;
revoke select on learn.quiz_correct_options from learn_user;
revoke insert on learn.quiz_correct_options from learn_user;
revoke update on learn.quiz_correct_options from learn_user;
revoke delete on learn.quiz_correct_options from learn_user;

drop policy remove on learn.quiz_correct_options;

drop policy change on learn.quiz_correct_options;

drop policy add on learn.quiz_correct_options;

drop policy read on learn.quiz_correct_options;

drop policy everything on learn.quiz_correct_options;

alter table learn.quiz_correct_options no force row level security;
alter table learn.quiz_correct_options disable row level security;

revoke select, insert, update, delete on learn.quiz_options from learn_app;
revoke select on learn.quiz_options from learn_user;
revoke insert on learn.quiz_options from learn_user;
revoke update on learn.quiz_options from learn_user;
revoke delete on learn.quiz_options from learn_user;

drop policy remove on learn.quiz_options;

drop policy change on learn.quiz_options;

drop policy add on learn.quiz_options;

drop policy read on learn.quiz_options;

drop policy everything on learn.quiz_options;

alter table learn.quiz_options no force row level security;
alter table learn.quiz_options disable row level security;

revoke select, insert, update, delete on learn.quiz_questions from learn_app;
revoke select on learn.quiz_questions from learn_user;
revoke insert on learn.quiz_questions from learn_user;
revoke update on learn.quiz_questions from learn_user;
revoke delete on learn.quiz_questions from learn_user;

drop policy remove on learn.quiz_questions;

drop policy change on learn.quiz_questions;

drop policy add on learn.quiz_questions;

drop policy read on learn.quiz_questions;

drop policy everything on learn.quiz_questions;

alter table learn.quiz_questions no force row level security;
alter table learn.quiz_questions disable row level security;

revoke select, insert, update, delete on learn.quizzes from learn_app;
revoke select on learn.quizzes from learn_user;
revoke insert on learn.quizzes from learn_user;
revoke update on learn.quizzes from learn_user;
revoke delete on learn.quizzes from learn_user;
revoke select on learn.quizzes from learn_readonly;

drop policy report on learn.quizzes;

drop policy remove on learn.quizzes;

drop policy change on learn.quizzes;

drop policy add on learn.quizzes;

drop policy read on learn.quizzes;

drop policy everything on learn.quizzes;

alter table learn.quizzes no force row level security;
alter table learn.quizzes disable row level security;
