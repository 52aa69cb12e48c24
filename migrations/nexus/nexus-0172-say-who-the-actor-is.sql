-- depends: nexus-0171-declare-integrity-checks
--
-- Who the actor is, for policies. Each function reads tables as nexus_owner, so that a policy on users can ask for a role
-- in users; each takes no argument and is asked once a query: policies write (select nexus.actor_role()), or compare with
-- an array of what a function returns, which an index can answer.
--
-- The role is that of the account. What the session says of its role is not asked: who may set one setting may set the
-- other.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.actor_role() returns nexus."UserRole"
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select u.role from nexus.users as u where u.id = platform.actor_id()
$$;

comment on function nexus.actor_role() is
    'The role of the actor''s account; NULL if nobody acts, or nobody whom the platform knows.';

create function nexus.actor_people() returns setof text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select u.id from nexus.users as u where u.id = platform.actor_id()
    union
    select s."userId"
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    where p."userId" = platform.actor_id()
$$;

comment on function nexus.actor_people() is
    'Ids of users: the actor, and the actor''s children.';

create function nexus.actor_pupils() returns setof text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select s.id from nexus.students as s where s."userId" = platform.actor_id()
    union
    select s.id
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    where p."userId" = platform.actor_id()
$$;

comment on function nexus.actor_pupils() is
    'Ids of students: the actor''s own enrolment, and those of the actor''s children.';

create function nexus.actor_coach() returns text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select c.id
    from nexus.coach_profiles as c
    join nexus.users as u on u.id = c."userId"
    where u.id = platform.actor_id() and u.role = 'COACH'
$$;

comment on function nexus.actor_coach() is
    'The id of the actor''s profile as a coach; NULL for everybody else.';

create function nexus.actor_taught() returns setof text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select s."studentId" from nexus.sessions as s where s."coachId" = nexus.actor_coach()
    union
    select s.id
    from nexus."SessionBooking" as b
    join nexus.students as s on s."userId" = b."studentId"
    where b."coachId" = platform.actor_id() and b.status <> 'CANCELLED'
$$;

comment on function nexus.actor_taught() is
    'Ids of students whom the actor, a coach, teaches or taught.';

create function nexus.actor_correspondents() returns setof text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    -- Everybody writes to the staff, the staff to everybody.
    select u.id
    from nexus.users as u
    where (u.role in ('ADMIN', 'ASSISTANTE') and nexus.actor_role() is not null)
       or nexus.actor_role() in ('ADMIN', 'ASSISTANTE')
    union
    -- Pupils and their parents to the coaches of the pupil.
    select b."coachId"
    from nexus."SessionBooking" as b
    where b."studentId" in (select nexus.actor_people())
    union
    -- Coaches to their pupils and the parents of these.
    select person
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    cross join lateral unnest(array[s."userId", p."userId"]) as person
    where s.id in (select nexus.actor_taught())
    union
    -- Who wrote is answered.
    select m."senderId" from nexus.messages as m where m."receiverId" = platform.actor_id() and m."senderId" is not null
$$;

comment on function nexus.actor_correspondents() is
    'Ids of users to whom the actor may write: the staff, coach and pupil and parent among each other, who wrote first.';

grant execute on function
    nexus.actor_role(), nexus.actor_people(), nexus.actor_pupils(), nexus.actor_coach(), nexus.actor_taught(),
    nexus.actor_correspondents()
    to nexus_user;

grant execute on function nexus.may_read_document(text, text, text, nexus."UserRole") to nexus_user;
