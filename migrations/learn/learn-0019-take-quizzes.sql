-- depends: learn-0018-keep-progress
--
-- Taking a quiz: begin, answer, hand in. What is right is compared inside the database; a student gets to know it question
-- by question once an attempt is handed in, and the explanations once it passed.
--
-- All three take the row of the enrolment first (learn.open_lesson), so that whoever taps twice gets the same attempt, the
-- limit of attempts holds, and an answer does not slip in while the attempt is graded.
--
-- The time that counts is clock_timestamp(): a transaction that began in time does not last for ever.
--
-- Errors: LNQ01 there is no such quiz or attempt, LNQ02 no attempt is left, LNQ03 the attempt is over, LNQ04 the answer
-- does not fit the question.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNQ01', 'There is no such quiz, question or attempt of the actor.', 'Check the id.'),
    ('LNQ02', 'No attempt is left.', 'The quiz allows no more.'),
    ('LNQ03', 'The attempt is over.', 'Begin another one, if one is left.'),
    ('LNQ04', 'The answer does not fit the question.', 'Choose options of this question, or write a text where none are given.');

create function learn.begin_quiz(quiz uuid) returns learn.quiz_attempts
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted learn.quizzes;
    progress learn.user_progress;
    attempt learn.quiz_attempts;
    taken integer;
begin
    select * into wanted from learn.quizzes as q where q.id = begin_quiz.quiz;
    if wanted.id is null then
        raise exception 'there is no quiz %', begin_quiz.quiz using errcode = 'LNQ01', hint = 'Check the id.';
    end if;
    progress := learn.open_lesson(wanted.lesson_id);
    update learn.quiz_attempts as a
    set status = 'EXPIRED'
    where a.user_id = progress.user_id and a.quiz_id = wanted.id and a.status = 'IN_PROGRESS'
      and a.deadline_at <= clock_timestamp();
    select * into attempt
    from learn.quiz_attempts as a
    where a.user_id = progress.user_id and a.quiz_id = wanted.id and a.status = 'IN_PROGRESS';
    if attempt.id is not null then
        return attempt;
    end if;
    select count(*) into taken
    from learn.quiz_attempts as a where a.user_id = progress.user_id and a.quiz_id = wanted.id;
    if taken >= wanted.max_attempts then
        raise exception 'all % attempts are used', wanted.max_attempts
            using errcode = 'LNQ02', hint = 'The quiz allows no more.';
    end if;
    insert into learn.quiz_attempts (user_id, lesson_id, quiz_id, number, max_points, started_at, deadline_at)
    select progress.user_id, wanted.lesson_id, wanted.id, taken + 1, sum(n.points), now(),
           clock_timestamp() + wanted.time_limit_seconds * interval '1 second'
    from learn.quiz_questions as n
    where n.quiz_id = wanted.id
    returning * into attempt;
    return attempt;
end
$$;

comment on function learn.begin_quiz(uuid) is
    'The actor begins an attempt at a quiz, or goes on with the one that is open. Raises as learn.open_lesson() does, and '
    'LNQ01, LNQ02.';

create function learn.open_attempt(attempt uuid) returns learn.quiz_attempts
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    found_attempt learn.quiz_attempts;
begin
    select * into found_attempt
    from learn.quiz_attempts as a
    where a.id = open_attempt.attempt and a.user_id = learn.require_actor('courses:view');
    if found_attempt.id is null then
        raise exception 'there is no attempt %', open_attempt.attempt using errcode = 'LNQ01', hint = 'Check the id.';
    end if;
    perform learn.open_lesson(found_attempt.lesson_id);
    -- Read again: whoever held the enrolment may have handed it in.
    select * into found_attempt from learn.quiz_attempts as a where a.id = open_attempt.attempt for update;
    if found_attempt.status <> 'IN_PROGRESS' then
        raise exception 'attempt % is %', found_attempt.number, found_attempt.status
            using errcode = 'LNQ03', hint = 'Begin another one, if one is left.';
    end if;
    return found_attempt;
end
$$;

comment on function learn.open_attempt(uuid) is
    'An attempt of the actor that was not handed in, held until the transaction ends. Raises LNQ01, LNQ03.';

create function learn.answer_question(attempt uuid, question uuid, options uuid[] default '{}', text_answer text default null)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    running constant learn.quiz_attempts := learn.open_attempt(attempt);
    asked learn.quiz_questions;
    chosen constant uuid[] := array(select distinct o from unnest(options) as o where o is not null);
    problem text;
begin
    if running.deadline_at <= clock_timestamp() then
        raise exception 'the time of attempt % was over at % UTC', running.number,
            to_char(running.deadline_at at time zone 'UTC', 'HH24:MI:SS')
            using errcode = 'LNQ03', hint = 'Begin another one, if one is left.';
    end if;
    select * into asked from learn.quiz_questions as n where n.id = answer_question.question and n.quiz_id = running.quiz_id;
    if asked.id is null then
        raise exception 'there is no question % in this quiz', answer_question.question
            using errcode = 'LNQ01', hint = 'Check the id.';
    end if;
    problem := case
        when asked.kind = 'SHORT_TEXT' and chosen <> '{}' then 'it has no options'
        when asked.kind <> 'SHORT_TEXT' and answer_question.text_answer is not null then 'it wants options, not a text'
        when asked.kind = 'SINGLE_CHOICE' and cardinality(chosen) > 1 then 'it wants one option'
        when exists (
            select from unnest(chosen) as c
            where not exists (select from learn.quiz_options as o where o.id = c and o.question_id = asked.id)
        ) then 'an option is not its own'
    end;
    if problem is not null then
        raise exception 'the answer does not fit question %: %', asked.position, problem
            using errcode = 'LNQ04', hint = 'Choose options of this question, or write a text where none are given.';
    end if;
    insert into learn.quiz_answers (attempt_id, question_id, quiz_id, text_answer, answered_at)
    values (running.id, asked.id, running.quiz_id, answer_question.text_answer, clock_timestamp())
    on conflict (attempt_id, question_id)
        do update set text_answer = excluded.text_answer, answered_at = excluded.answered_at;
    delete from learn.quiz_answer_options as c
    where c.attempt_id = running.id and c.question_id = asked.id and c.option_id <> all (chosen);
    insert into learn.quiz_answer_options (attempt_id, question_id, option_id)
    select running.id, asked.id, c from unnest(chosen) as c
    on conflict do nothing;
end
$$;

comment on function learn.answer_question(uuid, uuid, uuid[], text) is
    'The actor answers a question of an open attempt, or answers it anew: with options, or with a text where there are none. '
    'Raises LNQ01, LNQ03, LNQ04.';

create function learn.submit_quiz(attempt uuid) returns learn.quiz_attempts
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    running constant learn.quiz_attempts := learn.open_attempt(attempt);
    graded learn.quiz_attempts;
begin
    if running.deadline_at <= clock_timestamp() then
        update learn.quiz_attempts as a set status = 'EXPIRED' where a.id = running.id returning * into graded;
        update learn.user_progress as p
        set attempts = p.attempts + 1, status = case when p.status = 'COMPLETED' then p.status else 'FAILED' end
        where p.user_id = running.user_id and p.lesson_id = running.lesson_id;
        return graded;
    end if;
    update learn.quiz_answers as a
    set is_correct = g.correct, points = case when g.correct then g.points else 0 end
    from (
        select n.id, n.points,
               case
                   when n.kind = 'SHORT_TEXT' then exists (
                       select from learn.quiz_question_keys as k, unnest(k.accepted_answers) as accepted
                       where k.question_id = n.id and lower(btrim(accepted)) = lower(btrim(given.text_answer))
                   )
                   -- Exactly what is right: no option too many, none missing.
                   else not exists (
                       (select c.option_id from learn.quiz_correct_options as c where c.question_id = n.id
                        except
                        select o.option_id from learn.quiz_answer_options as o
                        where o.attempt_id = running.id and o.question_id = n.id)
                       union all
                       (select o.option_id from learn.quiz_answer_options as o
                        where o.attempt_id = running.id and o.question_id = n.id
                        except
                        select c.option_id from learn.quiz_correct_options as c where c.question_id = n.id)
                   )
               end as correct
        from learn.quiz_questions as n
        join learn.quiz_answers as given on given.attempt_id = running.id and given.question_id = n.id
        where n.quiz_id = running.quiz_id
    ) as g
    where a.attempt_id = running.id and a.question_id = g.id;

    update learn.quiz_attempts as a
    set status = 'SUBMITTED', submitted_at = clock_timestamp(), points = s.points,
        score = 100 * s.points / a.max_points, passed = 100 * s.points / a.max_points >= q.passing_score
    from (
        select coalesce(sum(x.points), 0)::integer as points from learn.quiz_answers as x where x.attempt_id = running.id
    ) as s, learn.quizzes as q
    where a.id = running.id and q.id = a.quiz_id
    returning a.* into graded;

    update learn.user_progress as p
    set attempts = p.attempts + 1,
        score = greatest(p.score, graded.score),
        completion_percentage = case when graded.passed then 100 else p.completion_percentage end,
        status = case when graded.passed or p.status = 'COMPLETED' then 'COMPLETED' else 'FAILED' end
    where p.user_id = running.user_id and p.lesson_id = running.lesson_id;
    return graded;
end
$$;

comment on function learn.submit_quiz(uuid) is
    'Hands in an attempt of the actor and returns it graded; a passed one completes the lesson. When its time is over it is '
    'EXPIRED and counts as failed. A question without an answer counts nothing. Raises LNQ01, LNQ03.';

create function learn.review_quiz(attempt uuid)
    returns table (question_id uuid, "position" integer, is_correct boolean, points integer, explanation text)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    reviewed learn.quiz_attempts;
begin
    select * into reviewed
    from learn.quiz_attempts as a
    where a.id = review_quiz.attempt and a.user_id = learn.require_actor('courses:view');
    if reviewed.id is null then
        raise exception 'there is no attempt %', review_quiz.attempt using errcode = 'LNQ01', hint = 'Check the id.';
    end if;
    if reviewed.status = 'IN_PROGRESS' then
        raise exception 'attempt % was not handed in', reviewed.number
            using errcode = 'LNQ03', hint = 'Hand it in first: learn.submit_quiz().';
    end if;
    return query
        select n.id, n.position, coalesce(a.is_correct, false), coalesce(a.points, 0),
               case when reviewed.passed then k.explanation end
        from learn.quiz_questions as n
        left join learn.quiz_answers as a on a.attempt_id = reviewed.id and a.question_id = n.id
        left join learn.quiz_question_keys as k on k.question_id = n.id
        where n.quiz_id = reviewed.quiz_id
        order by n.position;
end
$$;

comment on function learn.review_quiz(uuid) is
    'Which questions of an attempt of the actor were right, once it was handed in; why, once it passed. Raises LNQ01, LNQ03.';
