drop function nexus.require_pupil(text);
drop function nexus.require_role(nexus."UserRole"[]);
drop table nexus.errors;
