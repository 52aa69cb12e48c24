alter table nexus.knowledge_assets
    add constraint "knowledge_assets_contentHash_is_there" check ("contentHash" is not null);

alter table nexus.knowledge_assets
    alter column "contentHash" drop not null;

alter table nexus.memories
    add constraint "memories_contentHash_is_there" check ("contentHash" is not null);

alter table nexus.memories
    alter column "contentHash" drop not null;
