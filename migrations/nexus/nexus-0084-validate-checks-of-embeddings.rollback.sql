-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.user_documents
    drop constraint "user_documents_contentHash_is_a_sha256",
    add constraint "user_documents_contentHash_is_a_sha256"
        check ("contentHash" ~ '^[0-9a-f]{64}$') not valid;

alter table nexus.knowledge_assets
    drop constraint "knowledge_assets_contentHash_is_there",
    add constraint "knowledge_assets_contentHash_is_there"
        check ("contentHash" is not null) not valid,
    drop constraint knowledge_assets_dimensions_is_that_of_embedding,
    add constraint knowledge_assets_dimensions_is_that_of_embedding
        check (dimensions = extensions.vector_dims(embedding)) not valid;

alter table nexus.memories
    drop constraint "memories_contentHash_is_there",
    add constraint "memories_contentHash_is_there"
        check ("contentHash" is not null) not valid,
    drop constraint memories_dimensions_is_that_of_embedding,
    add constraint memories_dimensions_is_that_of_embedding
        check (dimensions = extensions.vector_dims(embedding)) not valid;
