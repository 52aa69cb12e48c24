-- depends: nexus-0081-prepare-content-hashes
-- transactional: false
-- loses: nexus.memories.contentHash, nexus.knowledge_assets.contentHash (the rollback keeps what was filled in)
--
-- Fills "contentHash" of the rows that were written before the trigger.
--
-- Row locks on a thousand rows at a time. Every row is written once more; autovacuum takes the old versions away.
-- If it is interrupted, it goes on where it was: it looks for rows without a hash.

call nexus."fill_contentHash"(1000);
