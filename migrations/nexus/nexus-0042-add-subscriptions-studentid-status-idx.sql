-- depends: nexus-0041-add-credit-transactions-sessionid-idx
-- transactional: false
--
-- The active subscription of a pupil; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on subscriptions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "subscriptions_studentId_status_idx"
    on nexus.subscriptions ("studentId", status);
