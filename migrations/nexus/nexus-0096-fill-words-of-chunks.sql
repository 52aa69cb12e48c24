-- depends: nexus-0095-prepare-words-of-chunks
-- transactional: false
-- loses: nexus.knowledge_assets.words (the rollback keeps what was filled in)
--
-- Finds the words of the chunks that were written before the trigger.
--
-- Row locks on a thousand rows at a time. Every row is written once more; autovacuum takes the old versions away.
-- If it is interrupted, it goes on where it was: it looks for rows without words.

call nexus.fill_words(1000);
