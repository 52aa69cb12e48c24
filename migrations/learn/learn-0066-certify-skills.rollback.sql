revoke execute on function learn.record_certificate_token(uuid, text, text, text, text, text) from learn_app;

revoke execute on function learn.certify_skills(uuid, uuid, text[], timestamptz) from learn_app, learn_user;

drop function learn.record_certificate_token(uuid, text, text, text, text, text);

drop function learn.certify_skills(uuid, uuid, text[], timestamptz);

create or replace function learn.begin_quiz(quiz uuid) returns learn.quiz_attempts
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

delete from learn.errors where sqlstate in ('LNT03', 'LNT04');
