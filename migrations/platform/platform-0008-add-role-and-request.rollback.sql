drop function platform.request_id();

drop function platform.actor_role();
