set local role learn_owner;

select platform.withdraw_check('learn', 'roles_may_what_those_below_may');
select platform.withdraw_check('learn', 'certificates_were_earned');
select platform.withdraw_check('learn', 'published_courses_teach_a_version');
select platform.withdraw_check('learn', 'submissions_equal_their_results');
select platform.withdraw_check('learn', 'attempts_equal_their_answers');
select platform.withdraw_check('learn', 'begun_lessons_were_open');
select platform.withdraw_check('learn', 'completed_lessons_were_passed');
select platform.withdraw_check('learn', 'prerequisites_form_no_circle');
select platform.withdraw_check('learn', 'versions_have_the_lessons_they_count');
select platform.withdraw_check('learn', 'enrollments_equal_their_progress');
