-- depends: learn-0055-validate-checks-of-sessions
--
-- Several people at one document. Whoever changes anything in a session holds its row, so that operations are numbered without
-- a gap, the room is never too full, and who is put out or comes too late writes nothing more. Everything locks the session
-- first: there is no circle to wait in.
--
-- An operation says which version its author had seen. What others did since is looked at under the lock, and the operation
-- moved accordingly: an insertion goes where its place has gone to, behind what was inserted at the same place before; of a
-- deletion remains what is still there, in several pieces when somebody wrote into it. So what is stored fits the document
-- at its version, the document is what the operations give one after the other, and a client needs no more than to apply
-- them. A client sends its next operation when the last one was answered. Who is more than a thousand behind reads first.
--
-- Numbering, length and room are triggers, so that they hold for whoever writes.
--
-- Every hundredth version leaves a snapshot, so that a document is found from a hundred operations at most.
--
-- Errors: LN006 the lesson is not the actor's to read; LNS01 no such session, LNS02 it has ended, LNS03 the role does not do
-- this, LNS04 it is full, LNS05 the operation does not fit, LNS06 the version is unknown or too old, LNS07 no such message,
-- LNS08 it is not open.
-- Share row exclusive on three tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nobody writes these tables yet

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LN006', 'The actor does not read this lesson.', 'Enrol in its course, or wait until it is unlocked.'),
    ('LNS01', 'There is no such session, or the actor is not in it.', 'Call learn.join_session() first.'),
    ('LNS02', 'The session has ended.', 'Open another.'),
    ('LNS03', 'Somebody in this role does not do this in a session.', 'Ask the owner for another role.'),
    ('LNS04', 'The session is full.', 'Wait until somebody leaves.'),
    ('LNS05', 'The operation does not fit the document.', 'See the message: it has the length.'),
    ('LNS06', 'The version that the author has seen is unknown or too old.', 'Fetch learn.operations_since() and try again.'),
    ('LNS07', 'There is no such message in a session that the actor is in.', 'Check the id.'),
    ('LNS08', 'The session is not open to the actor.', 'Ask its owner for an invitation.');

create function learn.require_lesson(lesson uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
begin
    if not learn.sees_lesson(lesson) then
        raise exception 'the actor does not read lesson %', lesson
            using errcode = 'LN006', hint = 'Enrol in its course, or wait until it is unlocked.';
    end if;
    return actor;
end
$$;

comment on function learn.require_lesson(uuid) is
    'The id of the actor, who reads the lesson. Raises LN001, LN002, LN006.';

create function learn.set_document_length() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    new.version := 0;
    new.document_length := length(new.code);
    return new;
end
$$;

comment on function learn.set_document_length() is
    'BEFORE row trigger of collaboration_sessions: a session begins with its document at version 0.';

create trigger set_document_length
    before insert on learn.collaboration_sessions
    for each row execute function learn.set_document_length();

create function learn.number_operation() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    held learn.collaboration_sessions;
begin
    select * into held from learn.collaboration_sessions as s where s.id = new.session_id for no key update;
    if new.position + coalesce(new.length, 0) > held.document_length then
        raise exception '% of % characters at % in a document of %', new.kind, coalesce(new.length, length(new.content)),
            new.position, held.document_length
            using errcode = 'LNS05', hint = 'Positions are counted in characters from 0.';
    end if;
    update learn.collaboration_sessions as s
    set version = s.version + 1,
        document_length = s.document_length
            + case new.kind when 'INSERT' then length(new.content) when 'DELETE' then -new.length else 0 end
    where s.id = new.session_id
    returning s.version into new.version;
    return new;
end
$$;

comment on function learn.number_operation() is
    'BEFORE row trigger of session_operations: gives an operation the next number, under the lock of its session, and keeps the '
    'length of the document. Raises LNS05.';

create trigger number_operation
    before insert on learn.session_operations
    for each row execute function learn.number_operation();

create function learn.keep_room() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    room integer;
    inside integer;
begin
    if new.left_at is not null or tg_op = 'UPDATE' and old.left_at is null then
        return new;
    end if;
    select s.max_participants into room
    from learn.collaboration_sessions as s where s.id = new.session_id for no key update;
    select count(*)::integer into inside
    from learn.session_participants as p where p.session_id = new.session_id and p.left_at is null and p.user_id <> new.user_id;
    if inside >= room then
        raise exception 'session % is full: % of %', new.session_id, inside, room
            using errcode = 'LNS04', hint = 'Wait until somebody leaves.';
    end if;
    return new;
end
$$;

comment on function learn.keep_room() is
    'BEFORE row trigger of session_participants: nobody comes into a session that is full. Counts under the lock of the session. '
    'Raises LNS04.';

create trigger keep_room
    before insert or update of left_at on learn.session_participants
    for each row execute function learn.keep_room();

create function learn.hold_session(session uuid, allowed text[] default '{OWNER,EDITOR,VIEWER}') returns learn.session_participants
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('collaboration:join');
    held learn.collaboration_sessions;
    participant learn.session_participants;
begin
    select s.* into held
    from learn.collaboration_sessions as s
    where s.id = session
      and exists (
          select from learn.session_participants as p where p.session_id = s.id and p.user_id = actor and p.left_at is null
      )
    for no key update;
    -- Read again under the lock: who was put out meanwhile is out.
    select p.* into participant
    from learn.session_participants as p
    where p.session_id = held.id and p.user_id = actor and p.left_at is null;
    if participant.user_id is null then
        raise exception 'there is no session % that the actor is in', session
            using errcode = 'LNS01', hint = 'Call learn.join_session() first.';
    end if;
    if held.status <> 'ACTIVE' or held.expires_at <= clock_timestamp() then
        raise exception 'session % has ended', session
            using errcode = 'LNS02', hint = 'Open another.';
    end if;
    if participant.role <> all (allowed) then
        raise exception 'a participant in role % does not do this: it takes %', participant.role,
            array_to_string(allowed, ' or ')
            using errcode = 'LNS03', hint = 'Ask the owner for another role.';
    end if;
    return participant;
end
$$;

comment on function learn.hold_session(uuid, text[]) is
    'Locks a session that goes on, and returns the row of the actor, who is in it in one of these roles. Raises LN001, LN002, '
    'LNS01, LNS02, LNS03.';

create function learn.open_session(
    name text,
    type text default 'PAIR_PROGRAMMING',
    language text default 'solidity',
    code text default '',
    lesson uuid default null,
    max_participants integer default 2,
    joins_as text default 'EDITOR',
    lasts interval default '24 hours'
)
    returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('collaboration:create');
    opened uuid;
begin
    if lesson is not null then
        perform learn.require_lesson(lesson);
    end if;
    insert into learn.collaboration_sessions (
        name, type, language, code, owner_id, lesson_id, max_participants, joins_as, expires_at
    )
    values (
        open_session.name, open_session.type, open_session.language, open_session.code, actor, open_session.lesson,
        open_session.max_participants, open_session.joins_as, now() + lasts
    )
    returning id into opened;
    insert into learn.session_participants (session_id, user_id, role) values (opened, actor, 'OWNER');
    return opened;
end
$$;

comment on function learn.open_session(text, text, text, text, uuid, integer, text, interval) is
    'The actor opens a session and is its owner; returns its id. joins_as: the role of who comes with the id alone, NULL for '
    'nobody. Raises LN001, LN002, LN006.';

create function learn.join_session(session uuid) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('collaboration:join');
    held learn.collaboration_sessions;
    participant learn.session_participants;
begin
    select * into held from learn.collaboration_sessions as s where s.id = session for no key update;
    if held.id is null then
        raise exception 'there is no session % that the actor is in', session
            using errcode = 'LNS01', hint = 'Check the id.';
    end if;
    select * into participant from learn.session_participants as p where p.session_id = session and p.user_id = actor;
    if participant.removed_at is not null or participant.user_id is null and held.joins_as is null then
        raise exception 'session % is not open to the actor', session
            using errcode = 'LNS08', hint = 'Ask its owner for an invitation.';
    end if;
    if held.status <> 'ACTIVE' or held.expires_at <= clock_timestamp() then
        raise exception 'session % has ended', session using errcode = 'LNS02', hint = 'Open another.';
    end if;
    if held.lesson_id is not null then
        perform learn.require_lesson(held.lesson_id);
    end if;
    insert into learn.session_participants as p (session_id, user_id, role)
    values (session, actor, coalesce(participant.role, held.joins_as))
    on conflict (session_id, user_id) do update
    set left_at = null, last_seen_at = now(), joined_at = case when p.left_at is null then p.joined_at else now() end
    returning p.role into participant.role;
    return participant.role;
end
$$;

comment on function learn.join_session(uuid) is
    'The actor comes into a session, or again, and learns in which role. Raises LN001, LN002, LN006, LNS01, LNS02, LNS04, LNS08.';

create function learn.leave_session(session uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
begin
    perform from learn.collaboration_sessions as s where s.id = session for no key update;
    update learn.session_participants as p
    set left_at = greatest(now(), p.joined_at)
    where p.session_id = session and p.user_id = actor and p.left_at is null;
    if not found then
        raise exception 'there is no session % that the actor is in', session
            using errcode = 'LNS01', hint = 'It was left already, or does not exist.';
    end if;
end
$$;

comment on function learn.leave_session(uuid) is
    'The actor leaves a session, and may come again. Raises LN001, LNS01.';

create function learn.invite_to_session(session uuid, person uuid, role text default 'EDITOR') returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    participant constant learn.session_participants := learn.hold_session(session, '{OWNER}');
begin
    if person = participant.user_id or invite_to_session.role = 'OWNER' then
        raise exception 'a session has one owner, who stays it'
            using errcode = 'LNS03', hint = 'Invite somebody else, as EDITOR or VIEWER.';
    end if;
    if not exists (select from learn.users as u where u.id = person and u.status = 'ACTIVE') then
        raise exception 'there is no user %', person using errcode = 'LN003', hint = 'Check the id.';
    end if;
    insert into learn.session_participants as p (session_id, user_id, role, left_at)
    values (session, person, invite_to_session.role, now())
    on conflict (session_id, user_id) do update set role = excluded.role, removed_at = null;
end
$$;

comment on function learn.invite_to_session(uuid, uuid, text) is
    'The owner invites somebody, or gives another role to who is there; also to who was put out. Raises LN001, LN002, LN003, '
    'LNS01, LNS02, LNS03.';

create function learn.require_session_owner(session uuid) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if learn.actor_may('collaboration:moderate') then
        perform from learn.collaboration_sessions as s where s.id = session for no key update;
        if not found then
            raise exception 'there is no session % that the actor is in', session
                using errcode = 'LNS01', hint = 'Check the id.';
        end if;
        return learn.actor_id();
    end if;
    return (learn.hold_session(session, '{OWNER}')).user_id;
end
$$;

comment on function learn.require_session_owner(uuid) is
    'Locks a session; the id of the actor, who is its owner or may moderate. Raises LN001, LN002, LNS01, LNS02, LNS03.';

create function learn.remove_participant(session uuid, person uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.require_session_owner(session);
    update learn.session_participants as p
    set left_at = coalesce(p.left_at, greatest(now(), p.joined_at)), removed_at = now()
    where p.session_id = session and p.user_id = person and p.role <> 'OWNER';
    if not found then
        raise exception 'there is nobody % in session % who could be put out', person, session
            using errcode = 'LNS01', hint = 'Its owner is not put out; a moderator ends the session.';
    end if;
end
$$;

comment on function learn.remove_participant(uuid, uuid) is
    'The owner, or a moderator, puts somebody out, who comes in again only when invited. Raises LN001, LN002, LNS01, LNS02, '
    'LNS03.';

create function learn.end_session(session uuid, status text default 'COMPLETED') returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.require_session_owner(session);
    update learn.collaboration_sessions as s
    set status = case when end_session.status = 'CANCELLED' then 'CANCELLED' else 'COMPLETED' end
    where s.id = session and s.status = 'ACTIVE';
    if not found then
        raise exception 'session % has ended', session using errcode = 'LNS02', hint = 'It is over already.';
    end if;
end
$$;

comment on function learn.end_session(uuid, text) is
    'The owner, or a moderator, ends a session: COMPLETED, or CANCELLED. Who is in it goes on reading. Raises LN001, LN002, '
    'LNS01, LNS02, LNS03.';

create function learn.show_presence(session uuid, cursor jsonb default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    participant constant learn.session_participants := learn.hold_session(session);
begin
    update learn.session_participants as p
    set last_seen_at = clock_timestamp(), cursor = coalesce(show_presence.cursor, p.cursor)
    where p.session_id = session and p.user_id = participant.user_id;
end
$$;

comment on function learn.show_presence(uuid, jsonb) is
    'The actor is there, and where in the document. Raises LN001, LN002, LNS01, LNS02.';

create function learn.replay(session uuid, up_to bigint) returns text
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    document text;
    reached bigint;
    operation learn.session_operations;
begin
    select s.version, s.code into reached, document
    from learn.session_snapshots as s
    where s.session_id = session and s.version <= up_to
    order by s.version desc
    limit 1;
    if reached is null then
        reached := 0;
        select s.code into document from learn.collaboration_sessions as s where s.id = session;
    end if;
    for operation in
        select * from learn.session_operations as o
        where o.session_id = session and o.version > reached and o.version <= up_to
        order by o.version
    loop
        document := case operation.kind
            when 'INSERT' then left(document, operation.position) || operation.content || substr(document, operation.position + 1)
            when 'DELETE' then left(document, operation.position) || substr(document, operation.position + operation.length + 1)
            else document
        end;
    end loop;
    return document;
end
$$;

comment on function learn.replay(uuid, bigint) is
    'The document of a session as it was at a version, from the last snapshot before it.';

create function learn.take_snapshot(session uuid) returns bigint
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    reached bigint;
begin
    select s.version into reached from learn.collaboration_sessions as s where s.id = session for no key update;
    insert into learn.session_snapshots (session_id, version, code)
    select session, reached, learn.replay(session, reached)
    where reached is not null
    on conflict (session_id, version) do nothing;
    return reached;
end
$$;

comment on function learn.take_snapshot(uuid) is
    'Keeps the document of a session as it is, and returns its version; NULL: there is no such session.';

create function learn.shift(ranges int4multirange, distance integer) returns int4multirange
    language sql
    immutable
    strict
    parallel safe
    security invoker
    set search_path = ''
as $$
    select coalesce(range_agg(int4range(lower(r) + distance, upper(r) + distance)), '{}') from unnest(ranges) as r
$$;

comment on function learn.shift(int4multirange, integer) is
    'The same ranges, so much further on.';

create function learn.append_operation(
    session uuid,
    kind text,
    "position" integer,
    content text default null,
    length integer default null,
    client_version bigint default null
)
    returns setof learn.session_operations
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    participant constant learn.session_participants := learn.hold_session(session, '{OWNER,EDITOR}');
    before bigint;
    place integer := append_operation.position;
    pieces int4multirange;
    missed learn.session_operations;
    piece int4range;
    appended learn.session_operations;
begin
    select s.version into before from learn.collaboration_sessions as s where s.id = session;
    if client_version is null or client_version not between greatest(0, before - 1000) and before then
        raise exception 'the document is at version %; an operation on version % is not known what to do with', before,
            coalesce(client_version::text, 'NULL')
            using errcode = 'LNS06', hint = 'Fetch learn.operations_since() and try again.';
    end if;
    if append_operation.kind not in ('INSERT', 'DELETE', 'RETAIN') or append_operation.kind is null
        or (append_operation.kind = 'INSERT') <> (coalesce(content, '') <> '')
        or (append_operation.kind = 'INSERT') <> (append_operation.length is null)
        or place is null or place not between 0 and 262144 or append_operation.length not between 1 and 262144
    then
        raise exception 'an operation is an INSERT of content, or a DELETE or RETAIN of a length, at a position'
            using errcode = 'LNS05', hint = 'Positions are counted in characters from 0.';
    end if;
    pieces := int4multirange(int4range(place, place + append_operation.length));
    for missed in
        select * from learn.session_operations as o
        where o.session_id = session and o.version > append_operation.client_version and o.kind <> 'RETAIN'
        order by o.version
    loop
        if missed.kind = 'INSERT' then
            place := place + case when missed.position <= place then pg_catalog.length(missed.content) else 0 end;
            pieces := pieces * int4multirange(int4range(null, missed.position)) + learn.shift(
                pieces * int4multirange(int4range(missed.position, null)), pg_catalog.length(missed.content)
            );
        else
            place := place - least(greatest(place - missed.position, 0), missed.length);
            pieces := pieces * int4multirange(int4range(null, missed.position)) + learn.shift(
                pieces * int4multirange(int4range(missed.position + missed.length, null)), -missed.length
            );
        end if;
    end loop;
    if append_operation.kind = 'INSERT' then
        pieces := int4multirange(int4range(place, place + 1));
    end if;
    -- From the last piece to the first: what is behind does not move those before it.
    for piece in select p from unnest(pieces) as p order by p desc loop
        insert into learn.session_operations (session_id, author_id, kind, "position", content, length, client_version)
        values (
            session, participant.user_id, append_operation.kind, lower(piece), append_operation.content,
            case when append_operation.kind <> 'INSERT' then upper(piece) - lower(piece) end, append_operation.client_version
        )
        returning * into appended;
        return next appended;
    end loop;
    if appended.version / 100 > before / 100 then
        perform learn.take_snapshot(session);
    end if;
    return;
end
$$;

comment on function learn.append_operation(uuid, text, integer, text, integer, bigint) is
    'The actor changes the document, as it was at the version that the actor had seen. Returns what was appended: the operation '
    'moved past what others did since; several pieces of a deletion into which somebody wrote; nothing when all of it was '
    'deleted before. Raises LN001, LN002, LNS01, LNS02, LNS03, LNS05, LNS06.';

create function learn.require_reader(session uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('collaboration:join');
begin
    if not (session = any (learn.actor_sessions()) or learn.actor_may('collaboration:moderate')) then
        raise exception 'there is no session % that the actor is in', session
            using errcode = 'LNS01', hint = 'Call learn.join_session() first.';
    end if;
    return actor;
end
$$;

comment on function learn.require_reader(uuid) is
    'The id of the actor, who is in the session, whether it goes on or not, or may moderate. Raises LN001, LN002, LNS01.';

create function learn.operations_since(session uuid, since bigint, top integer default 1000)
    returns setof learn.session_operations
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    perform learn.require_reader(session);
    return query
        select o.* from learn.session_operations as o
        where o.session_id = session and o.version > since
        order by o.version
        limit least(greatest(top, 0), 1000);
end
$$;

comment on function learn.operations_since(uuid, bigint, integer) is
    'What was done in a session since a version, in order, 1000 operations at most. Raises LN001, LN002, LNS01.';

create function learn.document_of(session uuid, at_version bigint default null)
    returns table (version bigint, document text)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    reached bigint;
begin
    perform learn.require_reader(session);
    select s.version into reached from learn.collaboration_sessions as s where s.id = session;
    reached := coalesce(at_version, reached);
    if reached < 0 or reached > (select s.version from learn.collaboration_sessions as s where s.id = session) then
        raise exception 'session % has no version %', session, reached
            using errcode = 'LNS06', hint = 'Versions go from 0 to the last operation.';
    end if;
    return query select reached, learn.replay(session, reached);
end
$$;

comment on function learn.document_of(uuid, bigint) is
    'The document of a session, as it is or as it was at a version. Raises LN001, LN002, LNS01, LNS06.';

create function learn.expire_sessions(batch_size integer default 100) returns integer
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    with due as (
        select s.id
        from learn.collaboration_sessions as s
        where s.status = 'ACTIVE' and s.expires_at <= clock_timestamp()
        order by s.expires_at
        limit batch_size
        for no key update skip locked
    ),
    expired as (
        update learn.collaboration_sessions as s set status = 'EXPIRED' from due where s.id = due.id returning s.id
    )
    select count(*)::integer from expired
$$;

comment on function learn.expire_sessions(integer) is
    'Ends sessions whose time is over, 100 at once unless told, and says how many; whoever works in one is not waited for. '
    'Called by the scheduler, again while it finds any.';

grant execute on function
    learn.open_session(text, text, text, text, uuid, integer, text, interval), learn.join_session(uuid),
    learn.leave_session(uuid), learn.invite_to_session(uuid, uuid, text), learn.remove_participant(uuid, uuid),
    learn.end_session(uuid, text), learn.show_presence(uuid, jsonb),
    learn.append_operation(uuid, text, integer, text, integer, bigint), learn.operations_since(uuid, bigint, integer),
    learn.document_of(uuid, bigint)
    to learn_app, learn_user;

grant execute on function learn.expire_sessions(integer), learn.take_snapshot(uuid) to learn_app;

select platform.declare_check('learn', 'operations_have_no_gap',
    'A session is at the version of its last operation, and has every one before it.',
    'Restore the operations from a backup; the session is at the last one that is there.',
    $check$
        select s.id as record,
               format('it is at version %s and has %s operations up to %s', s.version, o.operations, o.last) as problem
        from learn.collaboration_sessions as s
        cross join lateral (
            select count(*) as operations, coalesce(max(o.version), 0) as last
            from learn.session_operations as o where o.session_id = s.id
        ) as o
        where (s.version, s.version) <> (o.operations, o.last)
    $check$);

select platform.declare_check('learn', 'sessions_are_not_overcrowded',
    'No more people are in a session than it has room for.',
    'Ask somebody to leave.',
    $check$
        select s.id as record, format('%s people, room for %s', p.inside, s.max_participants) as problem
        from learn.collaboration_sessions as s
        cross join lateral (
            select count(*) as inside from learn.session_participants as p where p.session_id = s.id and p.left_at is null
        ) as p
        where p.inside > s.max_participants
    $check$);
