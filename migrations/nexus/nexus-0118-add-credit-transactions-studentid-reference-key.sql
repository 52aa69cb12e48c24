-- depends: nexus-0117-add-credit-transactions-studentid-number-key
-- transactional: false
--
-- What has a reference happens once for a pupil. Entries without one are left out.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "credit_transactions_studentId_reference_key"
    on nexus.credit_transactions ("studentId", reference)
    where reference is not null;
