-- depends: nexus-0089-hand-over-to-its-owner
--
-- Who may act on the platform: its users, each in the role of the account. platform.act_as() asks here, as
-- platform_owner, who may execute this function and sees no table of the platform.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.is_actor(id text, role text) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select exists (
        select from nexus.users as u where u.id = is_actor.id and u.role::text = is_actor.role
    )
$$;

comment on function nexus.is_actor(text, text) is
    'Whether a user has this id and this role.';

grant usage on schema nexus to platform_owner;

grant execute on function nexus.is_actor(text, text) to platform_owner;

select platform.declare_actors('nexus');
