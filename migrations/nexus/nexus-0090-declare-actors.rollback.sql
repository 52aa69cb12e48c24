delete from platform.actor_sources where context = 'nexus';

drop function nexus.is_actor(text, text);

revoke usage on schema nexus from platform_owner;
