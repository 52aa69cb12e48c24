-- depends: learn-0089-add-lessons-search-en-idx
-- transactional: false
--
-- Words of lessons, read as French.
--
-- Share update exclusive on lessons: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently lessons_search_fr_idx
    on learn.lessons using gin (learn.search_document('fr', title, description, learn.text_of(content)));
