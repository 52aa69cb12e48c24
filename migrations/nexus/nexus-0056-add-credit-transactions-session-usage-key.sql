-- depends: nexus-0055-add-credit-tx-provider-externalid-key
-- transactional: false
--
-- INV-CRE-1: a booking is paid once.
--
-- SHARE UPDATE EXCLUSIVE on credit_transactions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently credit_transactions_session_usage_key
    on nexus.credit_transactions ("sessionId")
    where type = 'USAGE' and "sessionId" is not null;
