-- depends: nexus-0026-add-sessionbooking-parentid-idx
-- transactional: false
--
-- The entries of a wallet, which its balance is the sum of; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on credit_tx: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "credit_tx_walletId_idx"
    on nexus.credit_tx ("walletId");
