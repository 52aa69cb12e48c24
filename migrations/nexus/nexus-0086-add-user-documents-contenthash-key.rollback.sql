drop index concurrently nexus."user_documents_contentHash_key";
