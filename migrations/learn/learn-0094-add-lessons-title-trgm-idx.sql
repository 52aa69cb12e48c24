-- depends: learn-0093-add-courses-title-trgm-idx
-- transactional: false
--
-- Titles of lessons by their letters, for what is misspelt.
--
-- Share update exclusive on lessons: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently lessons_title_trgm_idx
    on learn.lessons using gin (title extensions.gin_trgm_ops);
