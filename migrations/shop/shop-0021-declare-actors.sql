-- depends: shop-0020-hand-over-to-its-owner
--
-- Who may act in the shop: its users, each in the role of the account. platform.act_as() asks here, as platform_owner,
-- who may execute this function and sees no table of the shop.
--
-- An id that is not a uuid is nobody's, not an error.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create function shop.is_actor(id text, role text) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select exists (
        select from shop.users as u
        where u.id = case
                when is_actor.id ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                then is_actor.id::uuid
            end
          and u.role::text = is_actor.role
    )
$$;

comment on function shop.is_actor(text, text) is
    'Whether a user has this id and this role.';

grant usage on schema shop to platform_owner;

grant execute on function shop.is_actor(text, text) to platform_owner;

select platform.declare_actors('shop');
