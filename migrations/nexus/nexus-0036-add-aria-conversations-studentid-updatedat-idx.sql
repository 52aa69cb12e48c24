-- depends: nexus-0035-add-sessions-status-idx
-- transactional: false
--
-- The conversations of a pupil, the latest first; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on aria_conversations: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "aria_conversations_studentId_updatedAt_idx"
    on nexus.aria_conversations ("studentId", "updatedAt");
