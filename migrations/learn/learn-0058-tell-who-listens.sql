-- depends: learn-0057-talk-in-sessions
--
-- Who listens on channel learn_sessions is told of every change in a session when it is committed: which session, what, and
-- by which id or version it is fetched. Not the change itself: whoever may connect may listen, past row security, and a
-- payload of 8000 bytes is an error, which would undo the change. What is told is 300 bytes at most, whatever was written.
--
-- One channel for all sessions: a server that has clients in many listens once, over a connection of its own that no
-- pooler shares out, and hands on. Changes of one kind in one transaction are told once.
--
-- Share row exclusive on four tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nobody writes these tables yet

set local role learn_owner;

create function learn.tell_sessions(session uuid, what text, which jsonb default '{}') returns void
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    select pg_notify('learn_sessions', (jsonb_build_object('session', session, 'what', what) || which)::text)
$$;

comment on function learn.tell_sessions(uuid, text, jsonb) is
    'Tells who listens on channel learn_sessions, when the transaction commits, that something in a session has changed.';

create function learn.tell_of_session() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if new.version <> old.version then
        perform learn.tell_sessions(new.id, 'operations', jsonb_build_object('version', new.version));
    end if;
    if new.status <> old.status then
        perform learn.tell_sessions(new.id, 'status', jsonb_build_object('status', new.status));
    end if;
    return null;
end
$$;

comment on function learn.tell_of_session() is
    'AFTER row trigger of collaboration_sessions: tells of operations, by the version of the last, and of the end.';

create trigger tell_of_session
    after update on learn.collaboration_sessions
    for each row when (new.version <> old.version or new.status <> old.status) execute function learn.tell_of_session();

create function learn.tell_of_participant() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.tell_sessions(new.session_id, tg_argv[0], jsonb_build_object('user', new.user_id));
    return null;
end
$$;

comment on function learn.tell_of_participant() is
    'AFTER row trigger of session_participants: tells of who comes, goes, has another role or moves the cursor.';

create trigger tell_of_arrival
    after insert on learn.session_participants
    for each row execute function learn.tell_of_participant('participant');

create trigger tell_of_participant
    after update on learn.session_participants
    for each row when ((new.role, new.left_at) is distinct from (old.role, old.left_at))
    execute function learn.tell_of_participant('participant');

create trigger tell_of_presence
    after update on learn.session_participants
    for each row when (new.cursor is distinct from old.cursor) execute function learn.tell_of_participant('cursor');

create function learn.tell_of_message() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.tell_sessions(new.session_id, 'message', jsonb_build_object('message', new.id));
    return null;
end
$$;

comment on function learn.tell_of_message() is
    'AFTER row trigger of chat_messages: tells of messages that are sent, edited or taken back.';

create trigger tell_of_message
    after insert or update on learn.chat_messages
    for each row execute function learn.tell_of_message();

create function learn.tell_of_reaction() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
    -- An erasure works with row security off, under which a policy that applies to the owner is an error.
    set row_security = on
as $$
declare
    about constant uuid := coalesce(new.message_id, old.message_id);
begin
    perform learn.tell_sessions(m.session_id, 'reaction', jsonb_build_object('message', about))
    from learn.chat_messages as m
    where m.id = about;
    return null;
end
$$;

comment on function learn.tell_of_reaction() is
    'AFTER row trigger of message_reactions: tells of the message that somebody reacts to.';

create trigger tell_of_reaction
    after insert or delete on learn.message_reactions
    for each row execute function learn.tell_of_reaction();
