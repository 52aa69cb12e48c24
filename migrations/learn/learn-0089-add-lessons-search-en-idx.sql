-- depends: learn-0088-add-course-translations-search-idx
-- transactional: false
--
-- Words of lessons, read as English. A lesson does not know its language, its course does: the search asks the index of
-- that language.
--
-- Share update exclusive on lessons: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently lessons_search_en_idx
    on learn.lessons using gin (learn.search_document('en', title, description, learn.text_of(content)));
