-- depends: nexus-0029-add-payment-records-userid-idx
-- transactional: false
--
-- The purchases of a pack; for the foreign key that is to come.
--
-- SHARE UPDATE EXCLUSIVE on payment_records: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "payment_records_packId_idx"
    on nexus.payment_records ("packId");
