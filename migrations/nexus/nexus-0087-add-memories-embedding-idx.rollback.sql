drop index concurrently nexus.memories_embedding_idx;
