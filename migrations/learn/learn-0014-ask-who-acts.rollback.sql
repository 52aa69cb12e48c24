drop function learn.require_editor(uuid);

drop function learn.actor_may_edit(uuid);

drop function learn.require_actor(text);

drop function learn.actor_may(text);

drop function learn.actor_id();

delete from learn.errors where sqlstate in ('LN001', 'LN002');
