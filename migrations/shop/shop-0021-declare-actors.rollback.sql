delete from platform.actor_sources where context = 'shop';

drop function shop.is_actor(text, text);

revoke usage on schema shop from platform_owner;
