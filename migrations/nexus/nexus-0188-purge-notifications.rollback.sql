set local role nexus_owner;

delete from nexus.errors where sqlstate = 'NX006';
drop function nexus.purge_notifications(interval);
