-- depends: learn-0013-watch-tables
--
-- Who acts, and what the actor may do. The role is read from the account and not from the setting beside the actor's id:
-- somebody who was suspended or degraded a moment ago may do nothing more, whatever the server still believes.
--
-- learn.actor_id() has no SET clause, so that it is inlined; in policies both stand in (select …), once a statement.
--
-- Errors: LN001 nobody acts, LN002 the actor may not do this.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LN001', 'Nobody acts in this transaction, or somebody who is not an active user.', 'Call platform.act_as() after BEGIN.'),
    ('LN002', 'The actor may not do this.', 'Ask somebody whose role has the permission; see learn.role_permissions.');

create function learn.actor_id() returns uuid
    language sql
    stable
    parallel safe
    security invoker
    return case
        when platform.actor_id() ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        then platform.actor_id()::uuid
    end;

comment on function learn.actor_id() is
    'The id of the user for whom this transaction works; NULL when there is none, or no uuid. Never an error.';

create function learn.actor_may(permission text) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select exists (
        select from learn.users as u
        join learn.role_permissions as p on p.role = u.role
        where u.id = learn.actor_id() and u.status = 'ACTIVE' and p.permission = actor_may.permission
    )
$$;

comment on function learn.actor_may(text) is
    'Whether the actor is an active user whose role has this permission.';

create function learn.require_actor(permission text default null) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor learn.users;
begin
    select * into actor from learn.users as u where u.id = learn.actor_id();
    if actor.status is distinct from 'ACTIVE' then
        raise exception 'nobody acts in this transaction, or somebody who is not an active user'
            using errcode = 'LN001',
                  hint = 'Call platform.act_as() after BEGIN.';
    end if;
    if permission is not null and not learn.actor_may(permission) then
        raise exception 'a user in role % may not do this: it takes %', actor.role, permission
            using errcode = 'LN002',
                  hint = 'See learn.role_permissions for the roles that have it.';
    end if;
    return actor.id;
end
$$;

comment on function learn.require_actor(text) is
    'The id of the actor, who is an active user with this permission, if one is named. Raises LN001, LN002.';

create function learn.actor_may_edit(course uuid) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select learn.actor_may('courses:delete')
        or learn.actor_may('courses:edit') and exists (
            select from learn.courses as c
            where c.id = actor_may_edit.course and c.author_id = learn.actor_id()
        )
$$;

comment on function learn.actor_may_edit(uuid) is
    'Whether the actor may edit a course: its author, as long as the role still has courses:edit, and whoever may delete '
    'courses.';

create function learn.require_editor(course uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:edit');
begin
    if not learn.actor_may_edit(course) then
        raise exception 'this course is somebody else''s'
            using errcode = 'LN002',
                  hint = 'Its author may edit it, and whoever has courses:delete.';
    end if;
    return actor;
end
$$;

comment on function learn.require_editor(uuid) is
    'The id of the actor, who may edit the course. Raises LN001, LN002.';
