-- depends: nexus-0016-keep-updated-at
-- transactional: false
--
-- A parent's children; also for the foreign key: deleting a parent looks for them.
--
-- SHARE UPDATE EXCLUSIVE on students: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "students_parentId_idx"
    on nexus.students ("parentId");
