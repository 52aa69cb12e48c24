drop table learn.certificates;

drop table learn.concept_mastery;

drop table learn.lesson_notes;

drop table learn.hint_usages;

drop table learn.submission_test_results;

drop table learn.code_submissions;

drop table learn.quiz_answer_options;

drop table learn.quiz_answers;

drop table learn.quiz_attempts;

drop table learn.user_progress;

drop table learn.course_enrollments;
