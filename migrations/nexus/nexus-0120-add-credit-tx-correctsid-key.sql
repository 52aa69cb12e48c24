-- depends: nexus-0119-add-credit-tx-walletid-number-key
-- transactional: false
--
-- An entry is taken back once; ordinary entries name none. Not partial, because the foreign key looks here, too.
--
-- SHARE UPDATE EXCLUSIVE on credit_tx: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "credit_tx_correctsId_key"
    on nexus.credit_tx ("correctsId");
