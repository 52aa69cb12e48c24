-- depends: nexus-0084-validate-checks-of-embeddings
-- transactional: false
--
-- NOT NULL takes over from the checks that proved it: the server sees them and scans nothing.
--
-- ACCESS EXCLUSIVE on each table for an instant, each statement a transaction of its own. Rewrites nothing, loses
-- nothing.

alter table nexus.memories
    alter column "contentHash" set not null;

alter table nexus.memories
    drop constraint "memories_contentHash_is_there";

alter table nexus.knowledge_assets
    alter column "contentHash" set not null;

alter table nexus.knowledge_assets
    drop constraint "knowledge_assets_contentHash_is_there";
