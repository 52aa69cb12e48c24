-- depends: learn-0056-work-together
--
-- What is said in a session: written, answered, edited with what it said before, taken back, and reacted to, by whoever is in
-- it. A message that is taken back is gone, and so is what it said before. Every change holds the session first, as all work
-- in it does.
--
-- What a message said before is written by the function that edits it and not by a trigger: an erasure changes messages, too,
-- and must leave nothing of them behind.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

create function learn.send_message(
    session uuid,
    content text,
    type text default 'TEXT',
    reply_to uuid default null,
    metadata jsonb default '{}'
)
    returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    participant constant learn.session_participants := learn.hold_session(session);
    sent uuid;
begin
    if send_message.type = 'SYSTEM' then
        raise exception 'people send no message of type SYSTEM'
            using errcode = 'LNS03', hint = 'TEXT, CODE or FILE.';
    end if;
    if reply_to is not null and not exists (
        select from learn.chat_messages as m where m.id = reply_to and m.session_id = session and m.deleted_at is null
    ) then
        raise exception 'there is no message %', reply_to
            using errcode = 'LNS07', hint = 'A message is answered in its session, unless it was taken back.';
    end if;
    insert into learn.chat_messages (session_id, author_id, type, content, reply_to_id, metadata, created_at)
    values (
        session, participant.user_id, send_message.type, send_message.content, send_message.reply_to,
        send_message.metadata, clock_timestamp()
    )
    returning id into sent;
    return sent;
end
$$;

comment on function learn.send_message(uuid, text, text, uuid, jsonb) is
    'The actor says something in a session, or answers a message of it; returns the id. Raises LN001, LN002, LNS01, LNS02, LNS03, '
    'LNS07.';

create function learn.hold_message(message uuid) returns learn.chat_messages
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

comment on function learn.hold_message(uuid) is
    'A message of a session that goes on and that the actor is in, held. Raises LN001, LN002, LNS01, LNS02, LNS07.';

create function learn.edit_message(message uuid, content text) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    held constant learn.chat_messages := learn.hold_message(message);
    edits integer;
begin
    if held.author_id is distinct from learn.actor_id() then
        raise exception 'message % is somebody else''s', message
            using errcode = 'LNS03', hint = 'Its author edits it.';
    end if;
    select coalesce(max(e.number), 0) into edits from learn.message_edits as e where e.message_id = held.id;
    if held.content = edit_message.content then
        return edits;
    end if;
    insert into learn.message_edits (message_id, number, old_content) values (held.id, edits + 1, held.content);
    update learn.chat_messages as m
    set content = edit_message.content, edited_at = clock_timestamp()
    where m.id = held.id;
    return edits + 1;
end
$$;

comment on function learn.edit_message(uuid, text) is
    'The actor says it otherwise; what it said before stays in message_edits. Returns how often it was edited. Raises LN001, LN002, '
    'LNS01, LNS02, LNS03, LNS07.';

create function learn.delete_message(message uuid) returns void
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

comment on function learn.delete_message(uuid) is
    'The author, or a moderator, takes a message back: it says nothing any more, nor what it said before. Raises LN001, LN002, LNS01, '
    'LNS02, LNS03, LNS07.';

create function learn.react(message uuid, emoji text) returns boolean
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    held constant learn.chat_messages := learn.hold_message(message);
begin
    insert into learn.message_reactions (message_id, user_id, emoji)
    values (held.id, learn.actor_id(), react.emoji)
    on conflict on constraint message_reactions_pkey do nothing;
    return found;
end
$$;

comment on function learn.react(uuid, text) is
    'The actor reacts to a message, once with each sign; whether it is new. Raises LN001, LN002, LNS01, LNS02, LNS07.';

create function learn.unreact(message uuid, emoji text) returns boolean
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    held constant learn.chat_messages := learn.hold_message(message);
begin
    delete from learn.message_reactions as r
    where r.message_id = held.id and r.user_id = learn.actor_id() and r.emoji = unreact.emoji;
    return found;
end
$$;

comment on function learn.unreact(uuid, text) is
    'The actor takes a reaction back; whether there was one. Raises LN001, LN002, LNS01, LNS02, LNS07.';

grant execute on function
    learn.send_message(uuid, text, text, uuid, jsonb), learn.edit_message(uuid, text), learn.delete_message(uuid),
    learn.react(uuid, text), learn.unreact(uuid, text)
    to learn_app, learn_user;
