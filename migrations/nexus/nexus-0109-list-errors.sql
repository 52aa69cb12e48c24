-- depends: nexus-0099-drop-what-filled-words
--
-- The errors of nexus that a caller can act on, in one place: the SQLSTATE class NX. NX0 says who may; each further subject
-- takes a letter: NXB bookings, NXC session credits, NXW wallets, NXP payments, NXV events of providers, NXS subscriptions,
-- NXA the assistant, NXI ingestion, NXF search, NXR reports, NXL legal pages. A migration that introduces an error adds its
-- row; a test compares the rows with the functions.
--
-- And who may, asked in one place: functions that change something for somebody run with their owner's privileges, so each
-- asks first who the actor is. The role is that of the account, not what the session says of itself.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create table nexus.errors (
    sqlstate text not null,
    meaning text not null,
    remedy text not null,
    constraint errors_pkey primary key (sqlstate),
    constraint errors_sqlstate_is_of_our_class check (sqlstate ~ '^NX[0-9A-Z]{3}$'),
    constraint errors_meaning_is_not_blank check (meaning ~ '\S'),
    constraint errors_remedy_is_not_blank check (remedy ~ '\S')
);

comment on table nexus.errors is
    'Every SQLSTATE that functions of nexus raise, for whoever writes a client.';
comment on column nexus.errors.sqlstate is
    'Five characters of class NX.';
comment on column nexus.errors.meaning is
    'What was refused.';
comment on column nexus.errors.remedy is
    'What the caller does about it.';

grant select on nexus.errors to nexus_app, nexus_user, nexus_readonly;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NX001', 'Nobody acts in this transaction.', 'call platform.act_as(id, role) after BEGIN.'),
    ('NX002', 'The role of the actor does not allow it.', 'Let somebody do it whose role the message names.'),
    ('NX003', 'It concerns a pupil for whom the actor may not act.',
     'A pupil acts for himself, a parent for own children, ADMIN and ASSISTANTE for everybody.');

create function nexus.require_role(variadic allowed nexus."UserRole"[]) returns text
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant text := platform.actor_id();
    held nexus."UserRole";
begin
    select u.role into held from nexus.users as u where u.id = actor;
    if not found then
        raise exception 'nobody acts in this transaction'
            using errcode = 'NX001',
                  hint = 'call platform.act_as(id, role) after BEGIN; it lasts until the transaction ends.';
    end if;
    if held <> all (allowed) then
        raise exception 'only % may do this, and the actor is %',
            regexp_replace(array_to_string(allowed, ', '), ', ([A-Z]+)$', ' or \1'), held
            using errcode = 'NX002',
                  hint = 'Let somebody do it who has the role.';
    end if;
    return actor;
end
$$;

comment on function nexus.require_role(nexus."UserRole"[]) is
    'The id of the actor, whose account has one of these roles. Raises NX001 if nobody acts and NX002 if the role is '
    'another.';

create function nexus.require_pupil(student_id text) returns text
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'PARENT', 'ELEVE');
begin
    if not exists (
        select
        from nexus.students as s
        join nexus.parent_profiles as p on p.id = s."parentId"
        join nexus.users as a on a.id = actor
        where s.id = student_id
          and (a.role in ('ADMIN', 'ASSISTANTE') or s."userId" = actor or p."userId" = actor)
    ) then
        raise exception 'the actor may not act for pupil %', quote_nullable(student_id)
            using errcode = 'NX003',
                  hint = 'A pupil acts for himself, a parent for own children, ADMIN and ASSISTANTE for every pupil there is.';
    end if;
    return actor;
end
$$;

comment on function nexus.require_pupil(text) is
    'The id of the actor, who may act for this pupil (an id of students): the pupil, a parent, ADMIN or ASSISTANTE. Raises '
    'NX001, NX002, or NX003; a pupil that is not there is refused in the same words as somebody else''s.';
