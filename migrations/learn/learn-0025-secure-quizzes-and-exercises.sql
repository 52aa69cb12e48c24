-- depends: learn-0024-secure-courses
--
-- Row security on quizzes and exercises. What is right, solutions, hidden test cases and hints that were not paid for are rows
-- that a student has no way to: no policy shows them, and no function returns them.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.quizzes enable row level security;
alter table learn.quizzes force row level security;

create policy everything on learn.quizzes for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quizzes is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quizzes for select to learn_user
    using (learn.sees_lesson(lesson_id));

comment on policy read on learn.quizzes is
    'Who sees the lesson sees its quiz.';

create policy add on learn.quizzes for insert to learn_user
    with check (learn.edits_lesson(lesson_id));

comment on policy add on learn.quizzes is
    'Who edits the course adds a quiz; a published version refuses.';

create policy change on learn.quizzes for update to learn_user
    using (learn.edits_lesson(lesson_id))
    with check (learn.edits_lesson(lesson_id));

comment on policy change on learn.quizzes is
    'Who edits the course changes a quiz; a published version refuses.';

create policy remove on learn.quizzes for delete to learn_user
    using (learn.edits_lesson(lesson_id));

comment on policy remove on learn.quizzes is
    'Who edits the course removes a quiz; a published version refuses.';

create policy report on learn.quizzes for select to learn_readonly using (true);

comment on policy report on learn.quizzes is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.quizzes to learn_app;
grant select on learn.quizzes to learn_user;
grant insert on learn.quizzes to learn_user;
grant update on learn.quizzes to learn_user;
grant delete on learn.quizzes to learn_user;
grant select on learn.quizzes to learn_readonly;

alter table learn.quiz_questions enable row level security;
alter table learn.quiz_questions force row level security;

create policy everything on learn.quiz_questions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_questions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_questions for select to learn_user
    using (learn.sees_lesson(learn.lesson_of_quiz(quiz_id)));

comment on policy read on learn.quiz_questions is
    'Who sees the quiz sees its questions, not what is right.';

create policy add on learn.quiz_questions for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_quiz(quiz_id)));

comment on policy add on learn.quiz_questions is
    'Who edits the course adds a question; a published version refuses.';

create policy change on learn.quiz_questions for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_quiz(quiz_id)))
    with check (learn.edits_lesson(learn.lesson_of_quiz(quiz_id)));

comment on policy change on learn.quiz_questions is
    'Who edits the course changes a question; a published version refuses.';

create policy remove on learn.quiz_questions for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_quiz(quiz_id)));

comment on policy remove on learn.quiz_questions is
    'Who edits the course removes a question; a published version refuses.';

grant select, insert, update, delete on learn.quiz_questions to learn_app;
grant select on learn.quiz_questions to learn_user;
grant insert on learn.quiz_questions to learn_user;
grant update on learn.quiz_questions to learn_user;
grant delete on learn.quiz_questions to learn_user;

alter table learn.quiz_options enable row level security;
alter table learn.quiz_options force row level security;

create policy everything on learn.quiz_options for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_options is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_options for select to learn_user
    using (learn.sees_lesson(learn.lesson_of_question(question_id)));

comment on policy read on learn.quiz_options is
    'Who sees the question sees its options, not which are right.';

create policy add on learn.quiz_options for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy add on learn.quiz_options is
    'Who edits the course adds an option; a published version refuses.';

create policy change on learn.quiz_options for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)))
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy change on learn.quiz_options is
    'Who edits the course changes an option; a published version refuses.';

create policy remove on learn.quiz_options for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy remove on learn.quiz_options is
    'Who edits the course removes an option; a published version refuses.';

grant select, insert, update, delete on learn.quiz_options to learn_app;
grant select on learn.quiz_options to learn_user;
grant insert on learn.quiz_options to learn_user;
grant update on learn.quiz_options to learn_user;
grant delete on learn.quiz_options to learn_user;

alter table learn.quiz_correct_options enable row level security;
alter table learn.quiz_correct_options force row level security;

create policy everything on learn.quiz_correct_options for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_correct_options is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_correct_options for select to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy read on learn.quiz_correct_options is
    'Only who edits the course sees which options are right.';

create policy add on learn.quiz_correct_options for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy add on learn.quiz_correct_options is
    'Who edits the course adds a right option; a published version refuses.';

create policy change on learn.quiz_correct_options for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)))
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy change on learn.quiz_correct_options is
    'Who edits the course changes a right option; a published version refuses.';

create policy remove on learn.quiz_correct_options for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy remove on learn.quiz_correct_options is
    'Who edits the course removes a right option; a published version refuses.';

grant select, insert, update, delete on learn.quiz_correct_options to learn_app;
grant select on learn.quiz_correct_options to learn_user;
grant insert on learn.quiz_correct_options to learn_user;
grant update on learn.quiz_correct_options to learn_user;
grant delete on learn.quiz_correct_options to learn_user;

alter table learn.quiz_question_keys enable row level security;
alter table learn.quiz_question_keys force row level security;

create policy everything on learn.quiz_question_keys for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.quiz_question_keys is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.quiz_question_keys for select to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy read on learn.quiz_question_keys is
    'Only who edits the course sees what is right and why; students learn it from learn.review_quiz().';

create policy add on learn.quiz_question_keys for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy add on learn.quiz_question_keys is
    'Who edits the course adds a key; a published version refuses.';

create policy change on learn.quiz_question_keys for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)))
    with check (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy change on learn.quiz_question_keys is
    'Who edits the course changes a key; a published version refuses.';

create policy remove on learn.quiz_question_keys for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_question(question_id)));

comment on policy remove on learn.quiz_question_keys is
    'Who edits the course removes a key; a published version refuses.';

grant select, insert, update, delete on learn.quiz_question_keys to learn_app;
grant select on learn.quiz_question_keys to learn_user;
grant insert on learn.quiz_question_keys to learn_user;
grant update on learn.quiz_question_keys to learn_user;
grant delete on learn.quiz_question_keys to learn_user;

alter table learn.exercises enable row level security;
alter table learn.exercises force row level security;

create policy everything on learn.exercises for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.exercises is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.exercises for select to learn_user
    using (learn.sees_lesson(lesson_id));

comment on policy read on learn.exercises is
    'Who sees the lesson sees its exercise.';

create policy add on learn.exercises for insert to learn_user
    with check (learn.edits_lesson(lesson_id));

comment on policy add on learn.exercises is
    'Who edits the course adds an exercise; a published version refuses.';

create policy change on learn.exercises for update to learn_user
    using (learn.edits_lesson(lesson_id))
    with check (learn.edits_lesson(lesson_id));

comment on policy change on learn.exercises is
    'Who edits the course changes an exercise; a published version refuses.';

create policy remove on learn.exercises for delete to learn_user
    using (learn.edits_lesson(lesson_id));

comment on policy remove on learn.exercises is
    'Who edits the course removes an exercise; a published version refuses.';

create policy report on learn.exercises for select to learn_readonly using (true);

comment on policy report on learn.exercises is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.exercises to learn_app;
grant select on learn.exercises to learn_user;
grant insert on learn.exercises to learn_user;
grant update on learn.exercises to learn_user;
grant delete on learn.exercises to learn_user;
grant select on learn.exercises to learn_readonly;

alter table learn.exercise_solutions enable row level security;
alter table learn.exercise_solutions force row level security;

create policy everything on learn.exercise_solutions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.exercise_solutions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.exercise_solutions for select to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy read on learn.exercise_solutions is
    'Only who edits the course sees the solution.';

create policy add on learn.exercise_solutions for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy add on learn.exercise_solutions is
    'Who edits the course adds a solution; a published version refuses.';

create policy change on learn.exercise_solutions for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)))
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy change on learn.exercise_solutions is
    'Who edits the course changes a solution; a published version refuses.';

create policy remove on learn.exercise_solutions for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy remove on learn.exercise_solutions is
    'Who edits the course removes a solution; a published version refuses.';

grant select, insert, update, delete on learn.exercise_solutions to learn_app;
grant select on learn.exercise_solutions to learn_user;
grant insert on learn.exercise_solutions to learn_user;
grant update on learn.exercise_solutions to learn_user;
grant delete on learn.exercise_solutions to learn_user;

alter table learn.exercise_test_cases enable row level security;
alter table learn.exercise_test_cases force row level security;

create policy everything on learn.exercise_test_cases for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.exercise_test_cases is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.exercise_test_cases for select to learn_user
    using (
        not is_hidden and learn.sees_lesson(learn.lesson_of_exercise(exercise_id))
        or learn.edits_lesson(learn.lesson_of_exercise(exercise_id))
    );

comment on policy read on learn.exercise_test_cases is
    'Who sees the exercise sees its open test cases; the hidden ones only who edits the course.';

create policy add on learn.exercise_test_cases for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy add on learn.exercise_test_cases is
    'Who edits the course adds a test case; a published version refuses.';

create policy change on learn.exercise_test_cases for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)))
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy change on learn.exercise_test_cases is
    'Who edits the course changes a test case; a published version refuses.';

create policy remove on learn.exercise_test_cases for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy remove on learn.exercise_test_cases is
    'Who edits the course removes a test case; a published version refuses.';

grant select, insert, update, delete on learn.exercise_test_cases to learn_app;
grant select on learn.exercise_test_cases to learn_user;
grant insert on learn.exercise_test_cases to learn_user;
grant update on learn.exercise_test_cases to learn_user;
grant delete on learn.exercise_test_cases to learn_user;

alter table learn.exercise_hints enable row level security;
alter table learn.exercise_hints force row level security;

create policy everything on learn.exercise_hints for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.exercise_hints is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.exercise_hints for select to learn_user
    using (
        exists (select from learn.hint_usages as u where u.hint_id = exercise_hints.id and u.user_id = (select learn.actor_id()))
        or learn.edits_lesson(learn.lesson_of_exercise(exercise_id))
    );

comment on policy read on learn.exercise_hints is
    'A student reads the hints that were paid for; what others cost is told by learn.available_hints().';

create policy add on learn.exercise_hints for insert to learn_user
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy add on learn.exercise_hints is
    'Who edits the course adds a hint; a published version refuses.';

create policy change on learn.exercise_hints for update to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)))
    with check (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy change on learn.exercise_hints is
    'Who edits the course changes a hint; a published version refuses.';

create policy remove on learn.exercise_hints for delete to learn_user
    using (learn.edits_lesson(learn.lesson_of_exercise(exercise_id)));

comment on policy remove on learn.exercise_hints is
    'Who edits the course removes a hint; a published version refuses.';

grant select, insert, update, delete on learn.exercise_hints to learn_app;
grant select on learn.exercise_hints to learn_user;
grant insert on learn.exercise_hints to learn_user;
grant update on learn.exercise_hints to learn_user;
grant delete on learn.exercise_hints to learn_user;
