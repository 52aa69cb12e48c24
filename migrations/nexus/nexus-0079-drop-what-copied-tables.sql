-- depends: nexus-0078-keep-availabilities-apart
--
-- The tables are copied; what copied them goes.
--
-- Locks nothing, rewrites nothing, loses nothing.

drop function nexus.copy_privileges(regclass, regclass);

drop procedure nexus.copy_rows(regclass, regclass, integer);

drop function nexus.copy_change();
