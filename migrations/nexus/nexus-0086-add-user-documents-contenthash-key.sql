-- depends: nexus-0085-require-content-hashes
-- transactional: false
--
-- A file is ingested once, by the SHA-256 of its content, whatever its name. Documents from before there were
-- hashes are left out.
--
-- SHARE UPDATE EXCLUSIVE on user_documents: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "user_documents_contentHash_key"
    on nexus.user_documents ("contentHash")
    where "contentHash" is not null;
