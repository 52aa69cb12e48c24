-- depends: nexus-0095-prepare-words-of-chunks
-- transactional: false
-- loses: nexus.knowledge_assets.words (the rollback keeps what was filled in)
--
-- Finds the words of the chunks that were written before the trigger.
--
-- Row locks on fifty rows at a time: each row is entered into the index of embeddings anew, which takes milliseconds.
-- Every row is written once more; autovacuum takes the old versions away. If it is interrupted, the next run begins
-- anew and passes over what is done.

call nexus.fill_words(50);
