-- depends: nexus-0083-check-embeddings
-- transactional: false
--
-- The rows that were there before obey the checks of embeddings, too. If one does not, the server names the
-- check, the table stays as it is, and the next run continues here: list the rows with the check's condition
-- negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.memories
    validate constraint "memories_contentHash_is_there",
    validate constraint memories_dimensions_is_that_of_embedding;

alter table nexus.knowledge_assets
    validate constraint "knowledge_assets_contentHash_is_there",
    validate constraint knowledge_assets_dimensions_is_that_of_embedding;

alter table nexus.user_documents
    validate constraint "user_documents_contentHash_is_a_sha256";
