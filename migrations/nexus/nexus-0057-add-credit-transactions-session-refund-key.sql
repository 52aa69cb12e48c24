-- depends: nexus-0056-add-credit-transactions-session-usage-key
-- transactional: false
--
-- INV-CRE-2: a booking is given back once.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently credit_transactions_session_refund_key
    on nexus.credit_transactions ("sessionId")
    where type = 'REFUND' and "sessionId" is not null;
