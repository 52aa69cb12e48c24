drop index concurrently nexus.knowledge_assets_words_idx;
