-- depends: nexus-0098-add-knowledge-assets-subject-level-idx
--
-- The procedure that filled the words has done its work and goes.
--
-- Locks nothing that is in use, rewrites nothing, loses nothing.

set local role nexus_owner;

drop procedure nexus.fill_words(integer);
