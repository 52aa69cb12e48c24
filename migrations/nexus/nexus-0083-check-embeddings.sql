-- depends: nexus-0082-fill-content-hashes
-- transactional: false
--
-- Every text has its hash and every embedding the length that is said of it. The procedure that filled the hashes
-- has done its work and goes.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

drop procedure nexus."fill_contentHash"(integer);

alter table nexus.memories
    add constraint "memories_contentHash_is_there"
        check ("contentHash" is not null) not valid,
    add constraint memories_dimensions_is_that_of_embedding
        check (dimensions = extensions.vector_dims(embedding)) not valid;

alter table nexus.knowledge_assets
    add constraint "knowledge_assets_contentHash_is_there"
        check ("contentHash" is not null) not valid,
    add constraint knowledge_assets_dimensions_is_that_of_embedding
        check (dimensions = extensions.vector_dims(embedding)) not valid;

alter table nexus.user_documents
    add constraint "user_documents_contentHash_is_a_sha256"
        check ("contentHash" ~ '^[0-9a-f]{64}$') not valid;
