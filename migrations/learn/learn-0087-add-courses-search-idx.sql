-- depends: learn-0086-prepare-search
-- transactional: false
--
-- Words of courses.
--
-- Share update exclusive on courses: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently courses_search_idx
    on learn.courses using gin (learn.search_document(language, title, description, ''));
