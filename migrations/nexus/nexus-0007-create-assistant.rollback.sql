drop table nexus.pedagogical_contents;

drop table nexus.ingest_jobs;

drop table nexus.knowledge_assets;

drop table nexus.user_documents;

drop table nexus.memories;

drop table nexus.aria_messages;

drop table nexus.aria_conversations;
