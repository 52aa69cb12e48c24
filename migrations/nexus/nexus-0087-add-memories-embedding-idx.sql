-- depends: nexus-0086-add-user-documents-contenthash-key
-- transactional: false
--
-- What the assistant remembers that is nearest to a question, by cosine. Memories without an embedding are not in
-- it.
--
-- HNSW with m = 16 and ef_construction = 200: more candidates at the build for a better graph; it needs no data
-- before it is built and stays good as rows come, which IVFFlat does not. Built within maintenance_work_mem it is
-- several times faster: 6 KB a vector, so raise it for the session of the migration.
--
-- SHARE UPDATE EXCLUSIVE on memories: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently memories_embedding_idx
    on nexus.memories using hnsw (embedding extensions.vector_cosine_ops)
    with (m = 16, ef_construction = 200);
