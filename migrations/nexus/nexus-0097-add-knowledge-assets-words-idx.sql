-- depends: nexus-0096-fill-words-of-chunks
-- transactional: false
--
-- The chunks in which a word stands. No row has a pending list to read first (fastupdate off): chunks are written by
-- a worker, who can wait, and searched by people, who do not.
--
-- SHARE UPDATE EXCLUSIVE on knowledge_assets: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently knowledge_assets_words_idx on nexus.knowledge_assets using gin (words) with (fastupdate = off);
