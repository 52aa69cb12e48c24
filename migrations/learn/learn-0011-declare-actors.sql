-- depends: learn-0010-create-analytics
--
-- Who may act on the platform: its users, each in the role of the account, as long as they are ACTIVE. platform.act_as()
-- asks here, as platform_owner, who may execute this function and sees no table of learn.
--
-- An id that is not a uuid is nobody's, not an error.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

create function learn.is_actor(id text, role text) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select exists (
        select from learn.users as u
        where u.id = case
                when is_actor.id ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                then is_actor.id::uuid
            end
          and u.role = is_actor.role
          and u.status = 'ACTIVE'
    )
$$;

comment on function learn.is_actor(text, text) is
    'Whether an active user has this id and this role.';

grant usage on schema learn to platform_owner;

grant execute on function learn.is_actor(text, text) to platform_owner;

select platform.declare_actors('learn');
