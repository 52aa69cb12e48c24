-- depends: learn-0092-add-community-posts-search-idx
-- transactional: false
--
-- Titles of courses by their letters, for what is misspelt.
--
-- Share update exclusive on courses: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently courses_title_trgm_idx
    on learn.courses using gin (title extensions.gin_trgm_ops);
