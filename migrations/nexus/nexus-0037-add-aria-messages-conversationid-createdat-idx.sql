-- depends: nexus-0036-add-aria-conversations-studentid-updatedat-idx
-- transactional: false
--
-- A conversation in its order; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on aria_messages: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "aria_messages_conversationId_createdAt_idx"
    on nexus.aria_messages ("conversationId", "createdAt");
