delete from platform.actor_sources where context = 'learn';

drop function learn.is_actor(text, text);

revoke usage on schema learn from platform_owner;
