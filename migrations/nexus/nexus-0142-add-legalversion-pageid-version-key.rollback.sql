drop index concurrently nexus."LegalVersion_pageId_version_key";
