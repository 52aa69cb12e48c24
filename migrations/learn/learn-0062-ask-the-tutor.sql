-- depends: learn-0061-validate-answers
--
-- Questions to the AI tutor and its answers. A question is counted in the statement that looks whether there are any left, so
-- that of many at once no more pass than may; and it becomes a job of queue learn.tutor in its own transaction, so that it is
-- answered also when the server that took it dies. A worker calls learn.answer_question_of_tutor() and platform.finish_job()
-- in one transaction; a second answer changes nothing and returns the first.
--
-- Errors: LNI01 no such conversation, LNI02 no question left today, LNI03 no such question or answer.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNI01', 'There is no such conversation of the actor.', 'Begin one: leave the conversation out.'),
    ('LNI02', 'The actor has no question to the tutor left today.', 'Wait until midnight UTC; see learn.tutor_allowances.'),
    ('LNI03', 'There is no such question, or answer, of the actor.', 'Check the id.');

create function learn.tutor_questions_left() returns integer
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
    allowed record;
begin
    select a.questions_a_day as questions into allowed
    from learn.users as u
    left join learn.tutor_allowances as a on a.role = u.role
    where u.id = actor and (a.role is null or a.questions_a_day is not null);
    if not found then
        return null;
    end if;
    return greatest(0, coalesce(allowed.questions, 0) - coalesce((
        select t.questions from learn.tutor_usage as t where t.user_id = actor and t.day = (now() at time zone 'UTC')::date
    ), 0));
end
$$;

comment on function learn.tutor_questions_left() is
    'How many questions the actor may still put to the tutor today; NULL: as many as one likes. Raises LN001.';

create function learn.ask_tutor(
    content text,
    conversation uuid default null,
    lesson uuid default null,
    request_type text default null,
    context jsonb default '{}',
    out conversation_id uuid,
    out question_id uuid
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
    allowed integer;
begin
    if lesson is not null then
        perform learn.require_lesson(lesson);
    end if;
    select case when a.role is null then 0 else coalesce(a.questions_a_day, 2147483647) end into allowed
    from learn.users as u
    left join learn.tutor_allowances as a on a.role = u.role
    where u.id = actor;
    insert into learn.tutor_usage as t (user_id, day, questions)
    select actor, (now() at time zone 'UTC')::date, 1
    where allowed > 0
    on conflict on constraint tutor_usage_pkey do update
    set questions = t.questions + 1
    where t.questions < allowed;
    if not found then
        raise exception 'no question left today: % may be put in a day', allowed
            using errcode = 'LNI02', hint = 'Wait until midnight UTC.';
    end if;
    if conversation is null then
        insert into learn.ai_tutor_conversations (user_id, lesson_id)
        values (actor, ask_tutor.lesson)
        returning id into conversation_id;
    else
        update learn.ai_tutor_conversations as c
        set updated_at = now()
        where c.id = conversation and c.user_id = actor
        returning c.id into conversation_id;
        if conversation_id is null then
            raise exception 'there is no conversation % of the actor', conversation
                using errcode = 'LNI01', hint = 'Begin one: leave the conversation out.';
        end if;
    end if;
    insert into learn.ai_tutor_messages (conversation_id, role, content, request_type, context, created_at)
    values (ask_tutor.conversation_id, 'USER', ask_tutor.content, ask_tutor.request_type, ask_tutor.context, clock_timestamp())
    returning id into question_id;
    perform platform.enqueue_job(
        'learn.tutor', 'answer', jsonb_build_object('question', question_id), attempts_allowed => 5,
        live_key => question_id::text
    );
end
$$;

comment on function learn.ask_tutor(text, uuid, uuid, text, jsonb) is
    'The actor asks the tutor, in a conversation or in a new one, which may be about a lesson that the actor reads; the question '
    'becomes a job of queue learn.tutor. Raises LN001, LN002, LN006, LNI01, LNI02.';

create function learn.answer_question_of_tutor(
    question uuid,
    content text,
    model text,
    response_time_ms integer default null,
    confidence numeric default null,
    fallback_used boolean default false,
    context jsonb default '{}'
)
    returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    asked learn.ai_tutor_messages;
    answer uuid;
begin
    select * into asked from learn.ai_tutor_messages as m where m.id = question and m.role = 'USER' for key share;
    if asked.id is null then
        raise exception 'there is no question %', question
            using errcode = 'LNI03', hint = 'It may have been deleted with its conversation.';
    end if;
    insert into learn.ai_tutor_messages (
        conversation_id, role, content, request_type, model, response_time_ms, confidence, fallback_used, context, question_id,
        created_at
    )
    values (
        asked.conversation_id, 'ASSISTANT', answer_question_of_tutor.content, asked.request_type,
        answer_question_of_tutor.model, answer_question_of_tutor.response_time_ms, answer_question_of_tutor.confidence,
        answer_question_of_tutor.fallback_used, answer_question_of_tutor.context, asked.id, clock_timestamp()
    )
    on conflict (question_id) where question_id is not null do nothing
    returning id into answer;
    if answer is null then
        select m.id into answer from learn.ai_tutor_messages as m where m.question_id = question;
    end if;
    return answer;
end
$$;

comment on function learn.answer_question_of_tutor(uuid, text, text, integer, numeric, boolean, jsonb) is
    'For workers: the tutor answers a question, once; returns the id of the answer, also of one that was there. Raises LNI03.';

create function learn.rate_answer(answer uuid, helpful boolean) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
begin
    update learn.ai_tutor_messages as m
    set was_helpful = helpful
    from learn.ai_tutor_conversations as c
    where m.id = answer and m.role = 'ASSISTANT' and c.id = m.conversation_id and c.user_id = actor;
    if not found then
        raise exception 'there is no answer %', answer
            using errcode = 'LNI03', hint = 'Whose conversation it is says whether it helped.';
    end if;
end
$$;

comment on function learn.rate_answer(uuid, boolean) is
    'The actor says whether an answer of the tutor helped; NULL takes it back. Raises LN001, LNI03.';

grant execute on function
    learn.tutor_questions_left(), learn.ask_tutor(text, uuid, uuid, text, jsonb), learn.rate_answer(uuid, boolean)
    to learn_app, learn_user;

grant execute on function learn.answer_question_of_tutor(uuid, text, text, integer, numeric, boolean, jsonb) to learn_app;
