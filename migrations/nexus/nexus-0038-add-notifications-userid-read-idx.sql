-- depends: nexus-0037-add-aria-messages-conversationid-createdat-idx
-- transactional: false
--
-- What a user has not read yet; also for the foreign key that is to come.
--
-- SHARE UPDATE EXCLUSIVE on notifications: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "notifications_userId_read_idx"
    on nexus.notifications ("userId", read);
