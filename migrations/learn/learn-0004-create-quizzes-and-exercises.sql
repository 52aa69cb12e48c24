-- depends: learn-0003-create-courses
--
-- Quizzes and exercises of lessons. What a student must not see lies in tables of its own, quiz_correct_options,
-- quiz_question_keys and exercise_solutions: row security then hides whole rows, `select *` keeps working, and no grant on
-- columns has to be kept in step with the table. Hidden test cases and hints are rows that policies open one by one.
--
-- Locks lessons against writes (share row exclusive) for the instant of the creation; rewrites nothing, loses nothing. The
-- rollback loses the quizzes and exercises.

set local role learn_owner;

create table learn.quizzes (
    id uuid not null default platform.new_uuid(),
    lesson_id uuid not null,
    title text not null,
    passing_score integer not null default 70,
    max_attempts integer,
    time_limit_seconds integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint quizzes_pkey primary key (id),
    constraint quizzes_lesson_id_key unique (lesson_id),
    constraint quizzes_lesson_id_id_key unique (lesson_id, id),
    constraint quizzes_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint quizzes_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint quizzes_passing_score_is_a_percentage check (passing_score between 0 and 100),
    constraint quizzes_max_attempts_is_positive check (max_attempts > 0),
    constraint quizzes_time_limit_seconds_is_positive check (time_limit_seconds > 0)
);

create trigger set_updated_at
    before update on learn.quizzes
    for each row execute function platform.set_updated_at();

comment on table learn.quizzes is
    'The questions of a lesson, at most one quiz each.';
comment on column learn.quizzes.lesson_id is
    'Of which lesson.';
comment on column learn.quizzes.title is
    'In the language of the course.';
comment on column learn.quizzes.passing_score is
    'Per cent of the points that pass.';
comment on column learn.quizzes.max_attempts is
    'NULL: as often as one likes.';
comment on column learn.quizzes.time_limit_seconds is
    'An attempt that is not handed in by then is over; NULL: no limit.';

create table learn.quiz_questions (
    id uuid not null default platform.new_uuid(),
    quiz_id uuid not null,
    position integer not null,
    kind text not null,
    prompt text not null,
    points integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint quiz_questions_pkey primary key (id),
    constraint quiz_questions_quiz_id_id_key unique (quiz_id, id),
    constraint quiz_questions_quiz_id_position_key unique (quiz_id, position) deferrable initially immediate,
    constraint quiz_questions_quiz_id_fkey foreign key (quiz_id)
        references learn.quizzes (id) on delete cascade on update restrict,
    constraint quiz_questions_position_is_positive check (position > 0),
    constraint quiz_questions_kind_is_known check (kind in ('SINGLE_CHOICE', 'MULTIPLE_CHOICE', 'SHORT_TEXT')),
    constraint quiz_questions_prompt_is_not_blank check (prompt ~ '\S' and length(prompt) <= 10000),
    constraint quiz_questions_points_is_positive check (points > 0)
);

create trigger set_updated_at
    before update on learn.quiz_questions
    for each row execute function platform.set_updated_at();

comment on table learn.quiz_questions is
    'The questions of a quiz; what is right stands in quiz_correct_options and quiz_question_keys.';
comment on column learn.quiz_questions.quiz_id is
    'Of which quiz.';
comment on column learn.quiz_questions.position is
    'Its place in the quiz, from 1.';
comment on column learn.quiz_questions.kind is
    'SINGLE_CHOICE and MULTIPLE_CHOICE have options, SHORT_TEXT has accepted answers.';
comment on column learn.quiz_questions.prompt is
    'In the language of the course.';
comment on column learn.quiz_questions.points is
    'What a right answer counts; a wrong one counts nothing.';

create table learn.quiz_options (
    id uuid not null default platform.new_uuid(),
    question_id uuid not null,
    position integer not null,
    label text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint quiz_options_pkey primary key (id),
    constraint quiz_options_question_id_id_key unique (question_id, id),
    constraint quiz_options_question_id_position_key unique (question_id, position) deferrable initially immediate,
    constraint quiz_options_question_id_fkey foreign key (question_id)
        references learn.quiz_questions (id) on delete cascade on update restrict,
    constraint quiz_options_position_is_positive check (position > 0),
    constraint quiz_options_label_is_not_blank check (label ~ '\S' and length(label) <= 2000)
);

create trigger set_updated_at
    before update on learn.quiz_options
    for each row execute function platform.set_updated_at();

comment on table learn.quiz_options is
    'What may be chosen as an answer.';
comment on column learn.quiz_options.question_id is
    'Of which question.';
comment on column learn.quiz_options.position is
    'Its place under the question, from 1.';
comment on column learn.quiz_options.label is
    'In the language of the course.';

create table learn.quiz_correct_options (
    question_id uuid not null,
    option_id uuid not null,
    constraint quiz_correct_options_pkey primary key (question_id, option_id),
    constraint quiz_correct_options_option_fkey foreign key (question_id, option_id)
        references learn.quiz_options (question_id, id) on delete cascade on update restrict
);

comment on table learn.quiz_correct_options is
    'Which options are right. Students never see a row.';
comment on column learn.quiz_correct_options.question_id is
    'Of which question.';
comment on column learn.quiz_correct_options.option_id is
    'An option that has to be chosen.';

create table learn.quiz_question_keys (
    question_id uuid not null,
    accepted_answers text[] not null default '{}',
    explanation text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint quiz_question_keys_pkey primary key (question_id),
    constraint quiz_question_keys_question_id_fkey foreign key (question_id)
        references learn.quiz_questions (id) on delete cascade on update restrict,
    constraint quiz_question_keys_accepted_answers_has_no_gap check (array_position(accepted_answers, null) is null),
    constraint quiz_question_keys_explanation_is_short check (length(explanation) <= 10000)
);

create trigger set_updated_at
    before update on learn.quiz_question_keys
    for each row execute function platform.set_updated_at();

comment on table learn.quiz_question_keys is
    'What else belongs to the answer of a question. Students never see a row.';
comment on column learn.quiz_question_keys.question_id is
    'Of which question.';
comment on column learn.quiz_question_keys.accepted_answers is
    'SHORT_TEXT: the answers that are right, compared without capitals and spaces around them.';
comment on column learn.quiz_question_keys.explanation is
    'Why; shown with the result.';

create table learn.exercises (
    id uuid not null default platform.new_uuid(),
    lesson_id uuid not null,
    kind text not null,
    title text not null,
    instructions text not null,
    language text not null default 'solidity',
    starter_code text not null default '',
    gas_target bigint,
    passing_score integer not null default 70,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint exercises_pkey primary key (id),
    constraint exercises_lesson_id_key unique (lesson_id),
    constraint exercises_lesson_id_id_key unique (lesson_id, id),
    constraint exercises_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint exercises_kind_is_known check (kind in ('CODE_COMPLETION', 'DEBUGGING', 'OPTIMIZATION', 'SECURITY')),
    constraint exercises_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint exercises_language_is_known check (language in ('solidity', 'vyper', 'javascript', 'typescript', 'yul')),
    constraint exercises_starter_code_is_short check (octet_length(starter_code) <= 262144),
    constraint exercises_gas_target_is_positive check (gas_target > 0),
    constraint exercises_passing_score_is_a_percentage check (passing_score between 0 and 100)
);

create trigger set_updated_at
    before update on learn.exercises
    for each row execute function platform.set_updated_at();

comment on table learn.exercises is
    'What is programmed in a lesson, at most one exercise each.';
comment on column learn.exercises.lesson_id is
    'Of which lesson.';
comment on column learn.exercises.kind is
    'CODE_COMPLETION, DEBUGGING, OPTIMIZATION or SECURITY.';
comment on column learn.exercises.title is
    'In the language of the course.';
comment on column learn.exercises.instructions is
    'In the language of the course.';
comment on column learn.exercises.language is
    'In which the code is written.';
comment on column learn.exercises.starter_code is
    'What one begins with.';
comment on column learn.exercises.gas_target is
    'Gas that a good solution uses at most; NULL: it does not matter.';
comment on column learn.exercises.passing_score is
    'Per cent of the weight of the test cases that passes.';

create table learn.exercise_solutions (
    exercise_id uuid not null,
    solution_code text not null,
    explanation text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint exercise_solutions_pkey primary key (exercise_id),
    constraint exercise_solutions_exercise_id_fkey foreign key (exercise_id)
        references learn.exercises (id) on delete cascade on update restrict,
    constraint exercise_solutions_solution_code_is_short check (octet_length(solution_code) <= 262144),
    constraint exercise_solutions_explanation_is_short check (length(explanation) <= 10000)
);

create trigger set_updated_at
    before update on learn.exercise_solutions
    for each row execute function platform.set_updated_at();

comment on table learn.exercise_solutions is
    'How an exercise is solved. Students never see a row.';
comment on column learn.exercise_solutions.exercise_id is
    'Of which exercise.';
comment on column learn.exercise_solutions.solution_code is
    'Code that passes every test case.';
comment on column learn.exercise_solutions.explanation is
    'Why it is right.';

create table learn.exercise_test_cases (
    id uuid not null default platform.new_uuid(),
    exercise_id uuid not null,
    position integer not null,
    name text not null,
    input jsonb not null default '{}',
    expected jsonb not null,
    weight integer not null default 1,
    is_hidden boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint exercise_test_cases_pkey primary key (id),
    constraint exercise_test_cases_exercise_id_id_key unique (exercise_id, id),
    constraint exercise_test_cases_exercise_id_position_key unique (exercise_id, position) deferrable initially immediate,
    constraint exercise_test_cases_exercise_id_fkey foreign key (exercise_id)
        references learn.exercises (id) on delete cascade on update restrict,
    constraint exercise_test_cases_position_is_positive check (position > 0),
    constraint exercise_test_cases_name_is_not_blank check (name ~ '\S' and length(name) <= 200),
    constraint exercise_test_cases_weight_is_positive check (weight > 0)
);

create trigger set_updated_at
    before update on learn.exercise_test_cases
    for each row execute function platform.set_updated_at();

comment on table learn.exercise_test_cases is
    'What a submission is tested with.';
comment on column learn.exercise_test_cases.exercise_id is
    'Of which exercise.';
comment on column learn.exercise_test_cases.position is
    'Its place among the test cases, from 1.';
comment on column learn.exercise_test_cases.name is
    'What it shows.';
comment on column learn.exercise_test_cases.input is
    'What the code is called with.';
comment on column learn.exercise_test_cases.expected is
    'What has to come out.';
comment on column learn.exercise_test_cases.weight is
    'Its share of the score.';
comment on column learn.exercise_test_cases.is_hidden is
    'Whether students see neither the test case nor what their code did with it.';

create table learn.exercise_hints (
    id uuid not null default platform.new_uuid(),
    exercise_id uuid not null,
    level text not null,
    content text not null,
    xp_penalty integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint exercise_hints_pkey primary key (id),
    constraint exercise_hints_exercise_id_id_key unique (exercise_id, id),
    constraint exercise_hints_exercise_id_level_key unique (exercise_id, level),
    constraint exercise_hints_exercise_id_fkey foreign key (exercise_id)
        references learn.exercises (id) on delete cascade on update restrict,
    constraint exercise_hints_level_is_known check (level in ('SUBTLE', 'MODERATE', 'EXPLICIT')),
    constraint exercise_hints_content_is_not_blank check (content ~ '\S' and length(content) <= 10000),
    constraint exercise_hints_xp_penalty_is_not_negative check (xp_penalty >= 0)
);

create trigger set_updated_at
    before update on learn.exercise_hints
    for each row execute function platform.set_updated_at();

comment on table learn.exercise_hints is
    'Help with an exercise. A student sees a hint once it was paid for.';
comment on column learn.exercise_hints.exercise_id is
    'With which exercise.';
comment on column learn.exercise_hints.level is
    'How much it gives away: SUBTLE, MODERATE, EXPLICIT.';
comment on column learn.exercise_hints.content is
    'In the language of the course.';
comment on column learn.exercise_hints.xp_penalty is
    'What it takes off the reward of the lesson.';
