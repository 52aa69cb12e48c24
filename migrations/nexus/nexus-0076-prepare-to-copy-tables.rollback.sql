drop function nexus.copy_privileges(regclass, regclass);

drop procedure nexus.copy_rows(regclass, regclass, integer);

drop function nexus.copy_change();
