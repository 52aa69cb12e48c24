drop function privacy.begin_purge();

drop function privacy.purge(boolean, integer, regclass, uuid);
