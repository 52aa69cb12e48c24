create index concurrently "LegalVersion_pageId_version_idx"
    on nexus."LegalVersion" ("pageId", version);
