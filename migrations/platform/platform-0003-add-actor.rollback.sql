drop function platform.actor_id();
