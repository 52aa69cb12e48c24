-- depends: learn-0005-create-community
--
-- Who takes which course, and how far everybody is. Progress hangs on the enrolment by a key that includes the version:
-- it is progress in the version that was taken, and the lesson is one of that version. Attempts, submissions and hints hang
-- on the progress of their lesson, so that nobody has an attempt without having begun.
--
-- The percentage of a lesson is a whole number from 0 to 100. The enrolment keeps their sum and the number of lessons, and
-- its own percentage is their quotient, rounded down: 100 means that everything is done, nothing else does.
--
-- A course that somebody takes is not deleted but archived: enrolments and progress hold what they refer to. They go with
-- their person.
--
-- Locks users, course_versions, lessons, quizzes, exercises and their parts against writes (share row exclusive) for the
-- instant of the creation; rewrites nothing, loses nothing. The rollback loses all progress.

set local role learn_owner;

create table learn.course_enrollments (
    user_id uuid not null,
    course_id uuid not null,
    version_id uuid not null,
    status text not null default 'ACTIVE',
    lesson_count integer not null,
    lessons_completed integer not null default 0,
    percentage_sum integer not null default 0,
    completion_percentage integer not null default 0,
    time_spent_seconds bigint not null default 0,
    enrolled_at timestamptz not null default now(),
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint course_enrollments_pkey primary key (user_id, course_id),
    constraint course_enrollments_user_course_version_key unique (user_id, course_id, version_id),
    constraint course_enrollments_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint course_enrollments_course_version_fkey foreign key (course_id, version_id)
        references learn.course_versions (course_id, id) on delete restrict on update restrict,
    constraint course_enrollments_status_is_known check (status in ('ACTIVE', 'COMPLETED', 'DROPPED')),
    constraint course_enrollments_lesson_count_is_positive check (lesson_count > 0),
    constraint course_enrollments_lessons_completed_are_some check (lessons_completed between 0 and lesson_count),
    constraint course_enrollments_sum_is_of_percentages check (
        percentage_sum between 100 * lessons_completed and 100 * lesson_count
    ),
    constraint course_enrollments_completion_is_the_quotient check (
        completion_percentage = percentage_sum / lesson_count
    ),
    constraint course_enrollments_time_spent_is_not_negative check (time_spent_seconds >= 0),
    constraint course_enrollments_is_completed_with_all_lessons check (
        (status = 'COMPLETED') = (lessons_completed = lesson_count)
    ),
    constraint course_enrollments_completed_has_a_time check ((status = 'COMPLETED') = (completed_at is not null))
);

create index course_enrollments_course_id_version_id_idx on learn.course_enrollments (course_id, version_id);

create trigger set_updated_at
    before update on learn.course_enrollments
    for each row execute function platform.set_updated_at();

comment on table learn.course_enrollments is
    'Who takes which course in which version, with what it adds up to.';
comment on column learn.course_enrollments.user_id is
    'Who takes it.';
comment on column learn.course_enrollments.course_id is
    'Which course.';
comment on column learn.course_enrollments.version_id is
    'The version that was current at the enrolment; it stays.';
comment on column learn.course_enrollments.status is
    'ACTIVE, COMPLETED or DROPPED.';
comment on column learn.course_enrollments.lesson_count is
    'Lessons of the version.';
comment on column learn.course_enrollments.lessons_completed is
    'Lessons at 100 per cent; derived from user_progress.';
comment on column learn.course_enrollments.percentage_sum is
    'Sum of the percentages of all lessons; derived from user_progress.';
comment on column learn.course_enrollments.completion_percentage is
    'percentage_sum / lesson_count, rounded down.';
comment on column learn.course_enrollments.time_spent_seconds is
    'Sum over all lessons; derived from user_progress.';
comment on column learn.course_enrollments.enrolled_at is
    'When it was taken; lessons unlock from here on.';
comment on column learn.course_enrollments.completed_at is
    'When the last lesson was completed.';

create table learn.user_progress (
    user_id uuid not null,
    lesson_id uuid not null,
    course_id uuid not null,
    version_id uuid not null,
    module_id uuid not null,
    status text not null default 'NOT_STARTED',
    completion_percentage integer not null default 0,
    score integer,
    time_spent_seconds integer not null default 0,
    attempts integer not null default 0,
    hints_used integer not null default 0,
    code_snapshot text,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_progress_pkey primary key (user_id, lesson_id),
    constraint user_progress_enrollment_fkey foreign key (user_id, course_id, version_id)
        references learn.course_enrollments (user_id, course_id, version_id) on delete cascade on update restrict,
    constraint user_progress_lesson_fkey foreign key (version_id, module_id, lesson_id)
        references learn.lessons (version_id, module_id, id) on delete restrict on update restrict,
    constraint user_progress_status_is_known check (status in ('NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED')),
    constraint user_progress_completion_is_a_percentage check (completion_percentage between 0 and 100),
    constraint user_progress_score_is_a_percentage check (score between 0 and 100),
    constraint user_progress_time_spent_is_not_negative check (time_spent_seconds >= 0),
    constraint user_progress_attempts_is_not_negative check (attempts >= 0),
    constraint user_progress_hints_used_is_not_negative check (hints_used >= 0),
    constraint user_progress_code_snapshot_is_short check (octet_length(code_snapshot) <= 262144),
    constraint user_progress_is_completed_at_100 check ((status = 'COMPLETED') = (completion_percentage = 100)),
    constraint user_progress_completed_has_a_time check ((status = 'COMPLETED') = (completed_at is not null)),
    constraint user_progress_begun_has_a_time check ((status = 'NOT_STARTED') = (started_at is null)),
    constraint user_progress_not_started_is_empty check (
        status <> 'NOT_STARTED' or (completion_percentage = 0 and attempts = 0 and hints_used = 0)
    )
);

create index idx_user_progress_completion on learn.user_progress (user_id, completion_percentage);

create index user_progress_enrollment_idx on learn.user_progress (user_id, course_id, version_id);

create index user_progress_lesson_idx on learn.user_progress (version_id, module_id, lesson_id);

create trigger set_updated_at
    before update on learn.user_progress
    for each row execute function platform.set_updated_at();

comment on table learn.user_progress is
    'How far a person is in a lesson: one row a person and lesson. What modules and courses add up to is derived.';
comment on column learn.user_progress.user_id is
    'Who.';
comment on column learn.user_progress.lesson_id is
    'In which lesson.';
comment on column learn.user_progress.course_id is
    'The course of the enrolment.';
comment on column learn.user_progress.version_id is
    'The version of the enrolment, and of the lesson.';
comment on column learn.user_progress.module_id is
    'The module of the lesson.';
comment on column learn.user_progress.status is
    'NOT_STARTED, IN_PROGRESS, COMPLETED; FAILED: the last attempt did not pass.';
comment on column learn.user_progress.completion_percentage is
    '0 to 100; never goes back.';
comment on column learn.user_progress.score is
    'Best result of a quiz or an exercise, in per cent.';
comment on column learn.user_progress.time_spent_seconds is
    'In this lesson.';
comment on column learn.user_progress.attempts is
    'Quizzes and submissions handed in.';
comment on column learn.user_progress.hints_used is
    'Hints paid for.';
comment on column learn.user_progress.code_snapshot is
    'What the editor held last.';
comment on column learn.user_progress.started_at is
    'When it was begun.';
comment on column learn.user_progress.completed_at is
    'When it reached 100 per cent.';

create table learn.quiz_attempts (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    lesson_id uuid not null,
    quiz_id uuid not null,
    number integer not null,
    status text not null default 'IN_PROGRESS',
    points integer,
    max_points integer not null,
    score integer,
    passed boolean,
    started_at timestamptz not null default now(),
    deadline_at timestamptz,
    submitted_at timestamptz,
    constraint quiz_attempts_pkey primary key (id),
    constraint quiz_attempts_quiz_id_id_key unique (quiz_id, id),
    constraint quiz_attempts_user_id_quiz_id_number_key unique (user_id, quiz_id, number),
    constraint quiz_attempts_progress_fkey foreign key (user_id, lesson_id)
        references learn.user_progress (user_id, lesson_id) on delete cascade on update restrict,
    constraint quiz_attempts_quiz_fkey foreign key (lesson_id, quiz_id)
        references learn.quizzes (lesson_id, id) on delete restrict on update restrict,
    constraint quiz_attempts_number_is_positive check (number > 0),
    constraint quiz_attempts_status_is_known check (status in ('IN_PROGRESS', 'SUBMITTED', 'EXPIRED')),
    constraint quiz_attempts_max_points_is_positive check (max_points > 0),
    constraint quiz_attempts_points_are_some check (points between 0 and max_points),
    constraint quiz_attempts_score_is_the_quotient check (score = 100 * points / max_points),
    constraint quiz_attempts_result_stands_when_submitted check (
        num_nonnulls(points, score, passed, submitted_at) = case when status = 'SUBMITTED' then 4 else 0 end
    ),
    constraint quiz_attempts_deadline_is_after_its_start check (deadline_at > started_at)
);

create unique index quiz_attempts_one_open_key on learn.quiz_attempts (user_id, quiz_id) where status = 'IN_PROGRESS';

create index quiz_attempts_user_id_lesson_id_idx on learn.quiz_attempts (user_id, lesson_id);

create index quiz_attempts_lesson_id_quiz_id_idx on learn.quiz_attempts (lesson_id, quiz_id);

comment on table learn.quiz_attempts is
    'Each time somebody takes a quiz; at most one at a time.';
comment on column learn.quiz_attempts.user_id is
    'Who.';
comment on column learn.quiz_attempts.lesson_id is
    'The lesson of the quiz.';
comment on column learn.quiz_attempts.quiz_id is
    'Which quiz.';
comment on column learn.quiz_attempts.number is
    '1, 2, 3, …, for each person and quiz.';
comment on column learn.quiz_attempts.status is
    'IN_PROGRESS; SUBMITTED in time; EXPIRED: the time was over.';
comment on column learn.quiz_attempts.points is
    'Points of the right answers.';
comment on column learn.quiz_attempts.max_points is
    'Points of all questions.';
comment on column learn.quiz_attempts.score is
    'Per cent, rounded down.';
comment on column learn.quiz_attempts.passed is
    'Whether the score reached that of the quiz.';
comment on column learn.quiz_attempts.started_at is
    'When the questions were shown.';
comment on column learn.quiz_attempts.deadline_at is
    'When the time is over; NULL: no limit.';
comment on column learn.quiz_attempts.submitted_at is
    'When it was handed in.';

create table learn.quiz_answers (
    attempt_id uuid not null,
    question_id uuid not null,
    quiz_id uuid not null,
    text_answer text,
    is_correct boolean,
    points integer,
    answered_at timestamptz not null default now(),
    constraint quiz_answers_pkey primary key (attempt_id, question_id),
    constraint quiz_answers_attempt_fkey foreign key (quiz_id, attempt_id)
        references learn.quiz_attempts (quiz_id, id) on delete cascade on update restrict,
    constraint quiz_answers_question_fkey foreign key (quiz_id, question_id)
        references learn.quiz_questions (quiz_id, id) on delete restrict on update restrict,
    constraint quiz_answers_text_answer_is_short check (length(text_answer) <= 2000),
    constraint quiz_answers_points_is_not_negative check (points >= 0),
    constraint quiz_answers_is_graded_whole check ((is_correct is null) = (points is null))
);

create index quiz_answers_quiz_id_attempt_id_idx on learn.quiz_answers (quiz_id, attempt_id);

create index quiz_answers_quiz_id_question_id_idx on learn.quiz_answers (quiz_id, question_id);

comment on table learn.quiz_answers is
    'What was answered in an attempt; the question is one of its quiz.';
comment on column learn.quiz_answers.attempt_id is
    'In which attempt.';
comment on column learn.quiz_answers.question_id is
    'To which question.';
comment on column learn.quiz_answers.quiz_id is
    'The quiz of both.';
comment on column learn.quiz_answers.text_answer is
    'SHORT_TEXT: what was written.';
comment on column learn.quiz_answers.is_correct is
    'NULL until the attempt is handed in.';
comment on column learn.quiz_answers.points is
    'What it counted; NULL until the attempt is handed in.';
comment on column learn.quiz_answers.answered_at is
    'When it was given, or changed.';

create table learn.quiz_answer_options (
    attempt_id uuid not null,
    question_id uuid not null,
    option_id uuid not null,
    constraint quiz_answer_options_pkey primary key (attempt_id, question_id, option_id),
    constraint quiz_answer_options_answer_fkey foreign key (attempt_id, question_id)
        references learn.quiz_answers (attempt_id, question_id) on delete cascade on update restrict,
    constraint quiz_answer_options_option_fkey foreign key (question_id, option_id)
        references learn.quiz_options (question_id, id) on delete restrict on update restrict
);

create index quiz_answer_options_question_id_option_id_idx on learn.quiz_answer_options (question_id, option_id);

comment on table learn.quiz_answer_options is
    'The options chosen in an answer; each is one of its question.';
comment on column learn.quiz_answer_options.attempt_id is
    'In which attempt.';
comment on column learn.quiz_answer_options.question_id is
    'To which question.';
comment on column learn.quiz_answer_options.option_id is
    'What was chosen.';

create table learn.code_submissions (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    lesson_id uuid not null,
    exercise_id uuid not null,
    code text not null,
    language text not null default 'solidity',
    status text not null default 'PENDING',
    score integer,
    tests_passed integer,
    tests_total integer,
    gas_used bigint,
    feedback text,
    deployment_tx text,
    submitted_at timestamptz not null default now(),
    finished_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint code_submissions_pkey primary key (id),
    constraint code_submissions_exercise_id_id_key unique (exercise_id, id),
    constraint code_submissions_progress_fkey foreign key (user_id, lesson_id)
        references learn.user_progress (user_id, lesson_id) on delete cascade on update restrict,
    constraint code_submissions_exercise_fkey foreign key (lesson_id, exercise_id)
        references learn.exercises (lesson_id, id) on delete restrict on update restrict,
    constraint code_submissions_code_is_short check (octet_length(code) between 1 and 262144),
    constraint code_submissions_language_is_known check (
        language in ('solidity', 'vyper', 'javascript', 'typescript', 'yul')
    ),
    constraint code_submissions_status_is_known check (
        status in ('PENDING', 'COMPILING', 'COMPILED', 'TESTING', 'PASSED', 'FAILED', 'ERROR')
    ),
    constraint code_submissions_score_is_a_percentage check (score between 0 and 100),
    constraint code_submissions_tests_passed_are_some check (tests_passed between 0 and tests_total),
    constraint code_submissions_gas_used_is_not_negative check (gas_used >= 0),
    constraint code_submissions_feedback_is_short check (length(feedback) <= 20000),
    constraint code_submissions_deployment_tx_is_a_hash check (deployment_tx ~ '^0x[0-9a-f]{64}$'),
    constraint code_submissions_ends_with_a_verdict check (
        (finished_at is not null) = (status in ('PASSED', 'FAILED', 'ERROR'))
    ),
    constraint code_submissions_tested_has_a_score check (
        num_nonnulls(score, tests_passed, tests_total) = case when status in ('PASSED', 'FAILED') then 3 else 0 end
    )
);

create index code_submissions_user_id_lesson_id_submitted_at_idx
    on learn.code_submissions (user_id, lesson_id, submitted_at desc);

create index code_submissions_lesson_id_exercise_id_idx on learn.code_submissions (lesson_id, exercise_id);

create index code_submissions_waiting_idx on learn.code_submissions (submitted_at) where finished_at is null;

create trigger set_updated_at
    before update on learn.code_submissions
    for each row execute function platform.set_updated_at();

comment on table learn.code_submissions is
    'Code handed in for an exercise, and what became of it.';
comment on column learn.code_submissions.user_id is
    'Who.';
comment on column learn.code_submissions.lesson_id is
    'The lesson of the exercise.';
comment on column learn.code_submissions.exercise_id is
    'For which exercise.';
comment on column learn.code_submissions.code is
    'As it was handed in.';
comment on column learn.code_submissions.language is
    'In which it is written.';
comment on column learn.code_submissions.status is
    'PENDING, COMPILING, COMPILED, TESTING; then PASSED, FAILED, or ERROR: it could not be tested.';
comment on column learn.code_submissions.score is
    'Weight of the test cases that passed, in per cent, rounded down.';
comment on column learn.code_submissions.tests_passed is
    'Hidden test cases included.';
comment on column learn.code_submissions.tests_total is
    'Hidden test cases included.';
comment on column learn.code_submissions.gas_used is
    'Of all test cases.';
comment on column learn.code_submissions.feedback is
    'Of the compiler or a reviewer.';
comment on column learn.code_submissions.deployment_tx is
    'Transaction on a test network.';
comment on column learn.code_submissions.submitted_at is
    'When it was handed in.';
comment on column learn.code_submissions.finished_at is
    'When there was a verdict.';

create table learn.submission_test_results (
    submission_id uuid not null,
    test_case_id uuid not null,
    exercise_id uuid not null,
    passed boolean not null,
    actual jsonb,
    message text,
    gas_used bigint,
    duration_ms integer,
    created_at timestamptz not null default now(),
    constraint submission_test_results_pkey primary key (submission_id, test_case_id),
    constraint submission_test_results_submission_fkey foreign key (exercise_id, submission_id)
        references learn.code_submissions (exercise_id, id) on delete cascade on update restrict,
    constraint submission_test_results_test_case_fkey foreign key (exercise_id, test_case_id)
        references learn.exercise_test_cases (exercise_id, id) on delete restrict on update restrict,
    constraint submission_test_results_message_is_short check (length(message) <= 20000),
    constraint submission_test_results_gas_used_is_not_negative check (gas_used >= 0),
    constraint submission_test_results_duration_is_not_negative check (duration_ms >= 0)
);

create index submission_test_results_exercise_id_submission_id_idx
    on learn.submission_test_results (exercise_id, submission_id);

create index submission_test_results_exercise_id_test_case_id_idx
    on learn.submission_test_results (exercise_id, test_case_id);

comment on table learn.submission_test_results is
    'What a submission did with each test case of its exercise. Of hidden test cases students see nothing.';
comment on column learn.submission_test_results.submission_id is
    'Which submission.';
comment on column learn.submission_test_results.test_case_id is
    'Which test case.';
comment on column learn.submission_test_results.exercise_id is
    'The exercise of both.';
comment on column learn.submission_test_results.passed is
    'Whether it did what was expected.';
comment on column learn.submission_test_results.actual is
    'What came out.';
comment on column learn.submission_test_results.message is
    'What went wrong.';
comment on column learn.submission_test_results.gas_used is
    'Of this test case.';
comment on column learn.submission_test_results.duration_ms is
    'How long it ran.';

create table learn.hint_usages (
    user_id uuid not null,
    hint_id uuid not null,
    lesson_id uuid not null,
    exercise_id uuid not null,
    xp_penalty integer not null,
    used_at timestamptz not null default now(),
    constraint hint_usages_pkey primary key (user_id, hint_id),
    constraint hint_usages_progress_fkey foreign key (user_id, lesson_id)
        references learn.user_progress (user_id, lesson_id) on delete cascade on update restrict,
    constraint hint_usages_exercise_fkey foreign key (lesson_id, exercise_id)
        references learn.exercises (lesson_id, id) on delete restrict on update restrict,
    constraint hint_usages_hint_fkey foreign key (exercise_id, hint_id)
        references learn.exercise_hints (exercise_id, id) on delete restrict on update restrict,
    constraint hint_usages_xp_penalty_is_not_negative check (xp_penalty >= 0)
);

create index hint_usages_user_id_lesson_id_idx on learn.hint_usages (user_id, lesson_id);

create index hint_usages_lesson_id_exercise_id_idx on learn.hint_usages (lesson_id, exercise_id);

create index hint_usages_exercise_id_hint_id_idx on learn.hint_usages (exercise_id, hint_id);

comment on table learn.hint_usages is
    'Hints that were paid for; each once a person.';
comment on column learn.hint_usages.user_id is
    'Who.';
comment on column learn.hint_usages.hint_id is
    'Which hint.';
comment on column learn.hint_usages.lesson_id is
    'The lesson of the exercise.';
comment on column learn.hint_usages.exercise_id is
    'The exercise of the hint.';
comment on column learn.hint_usages.xp_penalty is
    'What it cost when it was taken.';
comment on column learn.hint_usages.used_at is
    'When it was taken.';

create table learn.lesson_notes (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    lesson_id uuid not null,
    body text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint lesson_notes_pkey primary key (id),
    constraint lesson_notes_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint lesson_notes_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint lesson_notes_body_is_not_blank check (body ~ '\S' and length(body) <= 20000)
);

create index lesson_notes_user_id_lesson_id_idx on learn.lesson_notes (user_id, lesson_id);

create index lesson_notes_lesson_id_idx on learn.lesson_notes (lesson_id);

create trigger set_updated_at
    before update on learn.lesson_notes
    for each row execute function platform.set_updated_at();

comment on table learn.lesson_notes is
    'What a person wrote down for oneself; nobody else reads it.';
comment on column learn.lesson_notes.user_id is
    'Who.';
comment on column learn.lesson_notes.lesson_id is
    'In which lesson.';
comment on column learn.lesson_notes.body is
    'The text.';

create table learn.concept_mastery (
    user_id uuid not null,
    concept text not null,
    mastery_level numeric(4, 3) not null default 0,
    observations integer not null default 0,
    mastered_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint concept_mastery_pkey primary key (user_id, concept),
    constraint concept_mastery_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint concept_mastery_concept_is_plausible check (concept ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(concept) <= 100),
    constraint concept_mastery_mastery_level_is_a_share check (mastery_level between 0 and 1),
    constraint concept_mastery_observations_is_not_negative check (observations >= 0)
);

create trigger set_updated_at
    before update on learn.concept_mastery
    for each row execute function platform.set_updated_at();

comment on table learn.concept_mastery is
    'How well a person knows a concept, whatever the lesson.';
comment on column learn.concept_mastery.user_id is
    'Who.';
comment on column learn.concept_mastery.concept is
    'As the application names it: reentrancy, storage-layout.';
comment on column learn.concept_mastery.mastery_level is
    '0: not at all; 1: completely.';
comment on column learn.concept_mastery.observations is
    'From how many answers it is known.';
comment on column learn.concept_mastery.mastered_at is
    'When it was mastered first.';

create table learn.certificates (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    course_id uuid not null,
    version_id uuid not null,
    type text not null default 'COURSE_COMPLETION',
    skills text[] not null default '{}',
    verification_code text not null,
    issued_by text not null,
    issued_at timestamptz not null default now(),
    valid_until timestamptz,
    revoked_at timestamptz,
    revocation_reason text,
    network text,
    contract_address text,
    token_id text,
    transaction_hash text,
    ipfs_hash text,
    updated_at timestamptz not null default now(),
    constraint certificates_pkey primary key (id),
    constraint certificates_verification_code_key unique (verification_code),
    constraint certificates_enrollment_fkey foreign key (user_id, course_id, version_id)
        references learn.course_enrollments (user_id, course_id, version_id) on delete cascade on update restrict,
    constraint certificates_type_is_known check (type in ('COURSE_COMPLETION', 'SKILL')),
    constraint certificates_skills_have_no_gap check (array_position(skills, null) is null),
    constraint certificates_verification_code_is_readable check (
        verification_code ~ '^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$'
    ),
    constraint certificates_issued_by_is_not_blank check (issued_by ~ '\S'),
    constraint certificates_ends_after_it_began check (valid_until > issued_at),
    constraint certificates_revoked_says_why check (
        (revoked_at is null) = (revocation_reason is null) and revocation_reason ~ '\S' is not false
    ),
    constraint certificates_transaction_hash_is_a_hash check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
    constraint certificates_contract_address_is_one check (contract_address ~ '^0x[0-9a-fA-F]{40}$')
);

create unique index certificates_one_valid_key on learn.certificates (user_id, course_id, type) where revoked_at is null;

create index certificates_enrollment_idx on learn.certificates (user_id, course_id, version_id);

create trigger set_updated_at
    before update on learn.certificates
    for each row execute function platform.set_updated_at();

comment on table learn.certificates is
    'What was certified, and can be verified by its code; at most one that is not revoked for a person, a course and a type.';
comment on column learn.certificates.user_id is
    'Whose it is.';
comment on column learn.certificates.course_id is
    'Which course was completed.';
comment on column learn.certificates.version_id is
    'In which version.';
comment on column learn.certificates.type is
    'COURSE_COMPLETION or SKILL.';
comment on column learn.certificates.skills is
    'What it says the person can do.';
comment on column learn.certificates.verification_code is
    'Four groups of five letters and digits that are not mistaken for each other: 100 random bits.';
comment on column learn.certificates.issued_by is
    'Name of the platform that issued it.';
comment on column learn.certificates.issued_at is
    'When it was issued.';
comment on column learn.certificates.valid_until is
    'NULL: for ever.';
comment on column learn.certificates.revoked_at is
    'When it was revoked; the audit log says by whom.';
comment on column learn.certificates.revocation_reason is
    'Why it was revoked.';
comment on column learn.certificates.network is
    'Where a token stands for it.';
comment on column learn.certificates.contract_address is
    'Contract of the token.';
comment on column learn.certificates.token_id is
    'The token.';
comment on column learn.certificates.transaction_hash is
    'Transaction that made the token.';
comment on column learn.certificates.ipfs_hash is
    'Where its picture lies.';
