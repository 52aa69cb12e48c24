drop function privacy.begin_purge();

drop function privacy.purge(boolean, integer, regclass, uuid);

delete from platform.errors where sqlstate in ('PFP05');
