-- depends: nexus-0032-add-users-role-idx
-- transactional: false
--
-- The sessions of a pupil; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on sessions: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "sessions_studentId_idx"
    on nexus.sessions ("studentId");
