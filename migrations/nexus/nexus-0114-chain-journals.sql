-- depends: nexus-0113-keep-wallets
-- transactional: false
-- may lose: nexus.students.credits, nexus.students.updatedAt, nexus.credit_wallets.balance, nexus.credit_wallets.updatedAt, nexus.credit_lots, nexus.credit_transactions.number, nexus.credit_transactions.balanceBefore, nexus.credit_transactions.balanceAfter, nexus.credit_tx.number, nexus.credit_tx.balanceBefore, nexus.credit_tx.balanceAfter, audit.log (the rollback keeps what was computed, and the log of it)
--
-- Chains the entries that were made before there was a chain, and sets each balance to what its journal sums up to: a
-- balance that disagreed is lost.
--
-- Row locks on the purses of a batch of a hundred and their entries; each entry is written once more. If it is
-- interrupted, it goes on: purses that are chained are passed over.

call nexus.chain_journals(100);
