drop index concurrently nexus."user_documents_ownerId_idx";
