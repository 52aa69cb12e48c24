-- depends: nexus-0142-add-legalversion-pageid-version-key
-- transactional: false
--
-- The unique index answers what this one answered.
--
-- CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the table, reads and writes go on. Rewrites nothing, loses nothing.

drop index concurrently nexus."LegalVersion_pageId_version_idx";
