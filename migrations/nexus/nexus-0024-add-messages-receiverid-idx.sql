-- depends: nexus-0023-add-messages-senderid-idx
-- transactional: false
--
-- What a user received; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on messages: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "messages_receiverId_idx"
    on nexus.messages ("receiverId");
