-- depends: nexus-0040-add-credit-transactions-studentid-createdat-idx
-- transactional: false
--
-- What was paid and given back for a booking; also for the foreign key that is to come.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "credit_transactions_sessionId_idx"
    on nexus.credit_transactions ("sessionId");
