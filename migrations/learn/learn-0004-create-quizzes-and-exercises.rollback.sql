drop table learn.exercise_hints;

drop table learn.exercise_test_cases;

drop table learn.exercise_solutions;

drop table learn.exercises;

drop table learn.quiz_question_keys;

drop table learn.quiz_correct_options;

drop table learn.quiz_options;

drop table learn.quiz_questions;

drop table learn.quizzes;
