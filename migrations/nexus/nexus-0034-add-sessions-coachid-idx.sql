-- depends: nexus-0033-add-sessions-studentid-idx
-- transactional: false
--
-- The sessions of a coach; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on sessions: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "sessions_coachId_idx"
    on nexus.sessions ("coachId");
