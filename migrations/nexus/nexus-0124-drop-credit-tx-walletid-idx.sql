-- depends: nexus-0123-classify-journals
-- transactional: false
--
-- The entries of a wallet are found by the key of the chain, credit_tx_walletId_number_key, which begins with the wallet:
-- the index on the wallet alone only costs.
--
-- SHARE UPDATE EXCLUSIVE on credit_tx, and waits for transactions that use the index. Rewrites nothing, loses nothing.

drop index concurrently nexus."credit_tx_walletId_idx";
