-- depends: nexus-0034-add-sessions-coachid-idx
-- transactional: false
--
-- The sessions in one state.
--
-- SHARE UPDATE EXCLUSIVE on sessions: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently sessions_status_idx
    on nexus.sessions (status);
