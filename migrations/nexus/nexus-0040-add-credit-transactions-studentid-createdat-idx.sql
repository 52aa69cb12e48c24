-- depends: nexus-0039-add-notifications-userrole-idx
-- transactional: false
--
-- The journal of a pupil in its order; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "credit_transactions_studentId_createdAt_idx"
    on nexus.credit_transactions ("studentId", "createdAt");
