-- depends: learn-0019-take-quizzes
--
-- Code is handed in by a student, tested outside the database by a worker, and judged inside from what the worker reports
-- about each test case. A hint is paid for once: what it costs is written down with it, and so is that it was taken.
--
-- Workers take the oldest submission that waits and skip those that another one holds. One that died leaves a submission
-- behind which learn.claim_submission() gives out again after its lease.
--
-- Errors: LNX01 there is no such exercise, submission or hint, LNX02 the submission is not being tested, LNX03 the results
-- are not those of its test cases.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNX01', 'There is no such exercise, submission or hint.', 'Check the id.'),
    ('LNX02', 'The submission is not in a state that allows this.', 'See the message for the state it is in.'),
    ('LNX03', 'The results are not those of the test cases of the exercise.', 'Report each test case once.');

create function learn.submit_code(exercise uuid, code text, language text default null) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted learn.exercises;
    progress learn.user_progress;
    made uuid;
begin
    select * into wanted from learn.exercises as x where x.id = submit_code.exercise;
    if wanted.id is null then
        raise exception 'there is no exercise %', submit_code.exercise using errcode = 'LNX01', hint = 'Check the id.';
    end if;
    progress := learn.open_lesson(wanted.lesson_id);
    insert into learn.code_submissions (user_id, lesson_id, exercise_id, code, language, submitted_at)
    values (progress.user_id, wanted.lesson_id, wanted.id, submit_code.code,
            coalesce(submit_code.language, wanted.language), clock_timestamp())
    returning id into made;
    update learn.user_progress as p
    set attempts = p.attempts + 1, code_snapshot = submit_code.code
    where p.user_id = progress.user_id and p.lesson_id = progress.lesson_id;
    return made;
end
$$;

comment on function learn.submit_code(uuid, text, text) is
    'The actor hands in code for an exercise, to be tested; returns the id of the submission. Raises as learn.open_lesson() '
    'does, and LNX01.';

create function learn.claim_submission(lease interval default interval '5 minutes') returns learn.code_submissions
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    update learn.code_submissions as s
    set status = 'COMPILING'
    where s.id = (
        select w.id
        from learn.code_submissions as w
        where w.finished_at is null
          and (w.status = 'PENDING' or w.updated_at < clock_timestamp() - lease)
        order by w.submitted_at
        for update skip locked
        limit 1
    )
    returning s.*
$$;

comment on function learn.claim_submission(interval) is
    'For workers: the oldest submission that waits, or whose worker has said nothing for as long as a lease; NULL: none.';

create function learn.advance_submission(submission uuid, status text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    stages constant text[] := '{PENDING,COMPILING,COMPILED,TESTING}';
    current_status text;
begin
    select s.status into current_status
    from learn.code_submissions as s where s.id = advance_submission.submission for update;
    if current_status is null then
        raise exception 'there is no submission %', advance_submission.submission
            using errcode = 'LNX01', hint = 'Check the id.';
    end if;
    if coalesce(array_position(stages, advance_submission.status) <= array_position(stages, current_status), true) then
        raise exception 'a submission that is % does not become %', current_status, quote_nullable(advance_submission.status)
            using errcode = 'LNX02', hint = 'COMPILING, COMPILED, TESTING, in this order.';
    end if;
    update learn.code_submissions as s set status = advance_submission.status where s.id = advance_submission.submission;
end
$$;

comment on function learn.advance_submission(uuid, text) is
    'For workers: a submission is COMPILED, or TESTING. Raises LNX01, LNX02.';

create function learn.record_test_results(submission uuid, results jsonb) returns learn.code_submissions
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    tested learn.code_submissions;
    judged learn.code_submissions;
    target learn.exercises;
    reported uuid[];
    expected uuid[];
    verdict record;
begin
    select * into tested from learn.code_submissions as s where s.id = record_test_results.submission;
    if tested.id is null then
        raise exception 'there is no submission %', record_test_results.submission
            using errcode = 'LNX01', hint = 'Check the id.';
    end if;
    -- The enrolment first, as everywhere.
    perform from learn.course_enrollments as e
    join learn.user_progress as p on p.user_id = e.user_id and p.course_id = e.course_id
    where p.user_id = tested.user_id and p.lesson_id = tested.lesson_id
    for no key update of e;
    select * into tested from learn.code_submissions as s where s.id = tested.id for update;
    if tested.finished_at is not null or tested.status = 'PENDING' then
        raise exception 'submission % is %, and not being tested', tested.id, tested.status
            using errcode = 'LNX02', hint = 'Claim it first; its results are recorded once.';
    end if;
    select * into target from learn.exercises as x where x.id = tested.exercise_id;
    expected := array(select t.id from learn.exercise_test_cases as t where t.exercise_id = target.id order by t.id);
    reported := array(
        select (r ->> 'test_case_id')::uuid from jsonb_array_elements(record_test_results.results) as r order by 1
    );
    if reported <> expected then
        raise exception '% results for % test cases', cardinality(reported), cardinality(expected)
            using errcode = 'LNX03', hint = 'Report each test case of the exercise once.';
    end if;
    insert into learn.submission_test_results (
        submission_id, test_case_id, exercise_id, passed, actual, message, gas_used, duration_ms
    )
    select tested.id, (r ->> 'test_case_id')::uuid, target.id, (r ->> 'passed')::boolean, r -> 'actual', r ->> 'message',
           (r ->> 'gas_used')::bigint, (r ->> 'duration_ms')::integer
    from jsonb_array_elements(record_test_results.results) as r;
    select count(*)::integer as total, (count(*) filter (where r.passed))::integer as passed,
           (100 * coalesce(sum(t.weight) filter (where r.passed), 0) / sum(t.weight))::integer as score,
           sum(r.gas_used)::bigint as gas
    into verdict
    from learn.submission_test_results as r
    join learn.exercise_test_cases as t on t.id = r.test_case_id
    where r.submission_id = tested.id;
    update learn.code_submissions as s
    set status = case
            when verdict.score >= target.passing_score and not coalesce(verdict.gas > target.gas_target, false) then 'PASSED'
            else 'FAILED'
        end,
        score = verdict.score, tests_passed = verdict.passed, tests_total = verdict.total, gas_used = verdict.gas,
        finished_at = clock_timestamp()
    where s.id = tested.id
    returning * into judged;
    update learn.user_progress as p
    set score = greatest(p.score, judged.score),
        completion_percentage = case when judged.status = 'PASSED' then 100 else p.completion_percentage end,
        status = case when judged.status = 'PASSED' or p.status = 'COMPLETED' then 'COMPLETED' else 'FAILED' end
    where p.user_id = judged.user_id and p.lesson_id = judged.lesson_id
      -- What was dropped meanwhile stands still; the verdict counts once it is taken up again.
      and exists (
          select from learn.course_enrollments as e
          where e.user_id = p.user_id and e.course_id = p.course_id and e.status <> 'DROPPED'
      );
    return judged;
end
$$;

comment on function learn.record_test_results(uuid, jsonb) is
    'For workers: what a submission did with each test case of its exercise, an array of objects with test_case_id, passed '
    'and, if known, actual, message, gas_used and duration_ms. Judges the submission, once; a passed one completes the '
    'lesson. Gas above the target of the exercise fails it. Raises LNX01, LNX02, LNX03.';

create function learn.fail_submission(submission uuid, feedback text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update learn.code_submissions as s
    set status = 'ERROR', feedback = fail_submission.feedback, finished_at = clock_timestamp()
    where s.id = fail_submission.submission and s.finished_at is null;
    if not found then
        raise exception 'there is no submission % that waits for a verdict', fail_submission.submission
            using errcode = 'LNX02', hint = 'It has one already, or does not exist.';
    end if;
end
$$;

comment on function learn.fail_submission(uuid, text) is
    'For workers: a submission could not be tested, and why, as the student reads it. Raises LNX02.';

create function learn.available_hints(exercise uuid)
    returns table (hint_id uuid, level text, xp_penalty integer, taken boolean)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select h.id, h.level, h.xp_penalty,
           exists (select from learn.hint_usages as u where u.hint_id = h.id and u.user_id = e.user_id)
    from learn.exercise_hints as h
    join learn.exercises as x on x.id = h.exercise_id
    join learn.lessons as l on l.id = x.lesson_id
    join learn.course_enrollments as e
        on e.course_id = l.course_id and e.version_id = l.version_id and e.user_id = learn.require_actor('courses:view')
    where x.id = available_hints.exercise and e.status <> 'DROPPED'
    order by array_position('{SUBTLE,MODERATE,EXPLICIT}'::text[], h.level)
$$;

comment on function learn.available_hints(uuid) is
    'The hints of an exercise of a course that the actor takes: what each costs, not what it says. Raises LN001, LN002.';

create function learn.take_hint(hint uuid) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted learn.exercise_hints;
    lesson uuid;
    progress learn.user_progress;
begin
    select * into wanted from learn.exercise_hints as h where h.id = take_hint.hint;
    select x.lesson_id into lesson from learn.exercises as x where x.id = wanted.exercise_id;
    if lesson is null then
        raise exception 'there is no hint %', take_hint.hint using errcode = 'LNX01', hint = 'Check the id.';
    end if;
    progress := learn.open_lesson(lesson);
    insert into learn.hint_usages (user_id, hint_id, lesson_id, exercise_id, xp_penalty)
    values (progress.user_id, wanted.id, lesson, wanted.exercise_id, wanted.xp_penalty)
    on conflict (user_id, hint_id) do nothing;
    if found then
        update learn.user_progress as p set hints_used = p.hints_used + 1
        where p.user_id = progress.user_id and p.lesson_id = lesson;
    end if;
    return wanted.content;
end
$$;

comment on function learn.take_hint(uuid) is
    'The actor takes a hint and reads it; the penalty counts once. Raises as learn.open_lesson() does, and LNX01.';
