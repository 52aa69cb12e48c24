-- depends: nexus-0030-add-payment-records-packid-idx
-- transactional: false
--
-- What a user uploaded; for the foreign key that is to come.
--
-- SHARE UPDATE EXCLUSIVE on user_documents: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "user_documents_ownerId_idx"
    on nexus.user_documents ("ownerId");
