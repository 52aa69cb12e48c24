-- depends: learn-0091-add-lesson-translations-search-idx
-- transactional: false
--
-- Words of posts.
--
-- Share update exclusive on community_posts: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently community_posts_search_idx
    on learn.community_posts using gin (learn.search_document(language, title, '', body));
