drop procedure platform.act_as(text, text);

drop function platform.is_actor(text, text);

drop function platform.declare_actors(text);

drop table platform.actor_sources;

delete from platform.errors where sqlstate in ('PF001', 'PF002', 'PF003');
