-- depends: nexus-0097-add-knowledge-assets-words-idx
-- transactional: false
--
-- The chunks of a subject and level. Where a filter leaves few, a search compares them all instead of walking the graph
-- of vectors past everything that the filter hides.
--
-- SHARE UPDATE EXCLUSIVE on knowledge_assets: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently knowledge_assets_subject_level_idx on nexus.knowledge_assets (subject, level);
