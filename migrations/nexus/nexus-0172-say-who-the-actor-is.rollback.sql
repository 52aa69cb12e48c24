set local role nexus_owner;

revoke execute on function nexus.may_read_document(text, text, text, nexus."UserRole") from nexus_user;

drop function nexus.actor_correspondents();

drop function nexus.actor_taught();

drop function nexus.actor_coach();

drop function nexus.actor_pupils();

drop function nexus.actor_people();

drop function nexus.actor_role();
