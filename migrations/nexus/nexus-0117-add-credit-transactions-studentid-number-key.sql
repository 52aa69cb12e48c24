-- depends: nexus-0116-validate-checks-of-journals
-- transactional: false
--
-- The entries of a pupil are a chain: no number twice. Also what the triggers read, which want the last one.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "credit_transactions_studentId_number_key"
    on nexus.credit_transactions ("studentId", number);
