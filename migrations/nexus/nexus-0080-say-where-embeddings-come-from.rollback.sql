alter table nexus.user_documents
    drop column "contentHash";

drop trigger "set_contentHash" on nexus.knowledge_assets;

drop function nexus."knowledge_assets_set_contentHash"();

alter table nexus.knowledge_assets
    drop column "contentHash",
    drop column dimensions,
    drop column model;

drop trigger "set_contentHash" on nexus.memories;

drop function nexus."memories_set_contentHash"();

alter table nexus.memories
    drop column "contentHash",
    drop column dimensions,
    drop column model;
