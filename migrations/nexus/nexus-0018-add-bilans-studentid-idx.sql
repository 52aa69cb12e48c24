-- depends: nexus-0017-add-students-parentid-idx
-- transactional: false
--
-- The assessments of a pupil; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on bilans: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "bilans_studentId_idx"
    on nexus.bilans ("studentId");
