-- depends: nexus-0141-keep-versions-of-legal-pages
-- transactional: false
--
-- A version of a page is written once. Where a version was written twice in the past, the build fails and the index is left
-- invalid: decide which is true, remove the other, migrate again.
--
-- CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the table, reads and writes go on; two scans of it. Rewrites nothing,
-- loses nothing.

create unique index concurrently "LegalVersion_pageId_version_key"
    on nexus."LegalVersion" ("pageId", version);
