-- depends: learn-0087-add-courses-search-idx
-- transactional: false
--
-- Words of courses in another language.
--
-- Share update exclusive on course_translations: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently course_translations_search_idx
    on learn.course_translations using gin (learn.search_document(language, title, description, ''));
