-- depends: learn-0090-add-lessons-search-fr-idx
-- transactional: false
--
-- Words of lessons in another language.
--
-- Share update exclusive on lesson_translations: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently lesson_translations_search_idx
    on learn.lesson_translations using gin (learn.search_document(language, title, description, learn.text_of(content)));
