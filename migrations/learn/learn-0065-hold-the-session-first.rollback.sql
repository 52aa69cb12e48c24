create or replace function learn.answer_question_of_tutor(
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

create or replace function learn.delete_message(message uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    held learn.chat_messages;
begin
    if learn.actor_may('collaboration:moderate') then
        select * into held from learn.chat_messages as m where m.id = message and m.deleted_at is null for no key update;
        if held.id is null then
            raise exception 'there is no message %', message
                using errcode = 'LNS07', hint = 'It may have been taken back.';
        end if;
    else
        held := learn.hold_message(message);
        if held.author_id is distinct from learn.actor_id() then
            raise exception 'message % is somebody else''s', message
                using errcode = 'LNS03', hint = 'Its author takes it back, or a moderator.';
        end if;
    end if;
    delete from learn.message_edits as e where e.message_id = held.id;
    update learn.chat_messages as m
    set content = '', metadata = '{}', deleted_at = clock_timestamp()
    where m.id = held.id;
end
$$;

create or replace function learn.hold_message(message uuid) returns learn.chat_messages
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('collaboration:join');
    found_session uuid;
    held learn.chat_messages;
begin
    select m.session_id into found_session
    from learn.chat_messages as m
    join learn.session_participants as p on p.session_id = m.session_id and p.user_id = actor and p.left_at is null
    where m.id = message;
    if found_session is not null then
        perform learn.hold_session(found_session);
        select * into held from learn.chat_messages as m where m.id = message and m.deleted_at is null for no key update;
    end if;
    if held.id is null then
        raise exception 'there is no message %', message
            using errcode = 'LNS07', hint = 'It may have been taken back.';
    end if;
    return held;
end
$$;
