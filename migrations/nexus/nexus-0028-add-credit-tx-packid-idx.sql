-- depends: nexus-0027-add-credit-tx-walletid-idx
-- transactional: false
--
-- The entries of a pack; for the foreign key that is to come.
--
-- SHARE UPDATE EXCLUSIVE on credit_tx: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "credit_tx_packId_idx"
    on nexus.credit_tx ("packId");
