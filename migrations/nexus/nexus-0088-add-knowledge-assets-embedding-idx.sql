-- depends: nexus-0087-add-memories-embedding-idx
-- transactional: false
--
-- The chunks nearest to a question, by cosine.
--
-- HNSW with m = 16 and ef_construction = 200: more candidates at the build for a better graph; it needs no data
-- before it is built and stays good as rows come, which IVFFlat does not. Built within maintenance_work_mem it is
-- several times faster: 6 KB a vector, so raise it for the session of the migration.
--
-- SHARE UPDATE EXCLUSIVE on knowledge_assets: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently knowledge_assets_embedding_idx
    on nexus.knowledge_assets using hnsw (embedding extensions.vector_cosine_ops)
    with (m = 16, ef_construction = 200);
