-- depends: learn-0094-add-lessons-title-trgm-idx
-- transactional: false
--
-- Titles of posts by their letters, for what is misspelt.
--
-- Share update exclusive on community_posts: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently community_posts_title_trgm_idx
    on learn.community_posts using gin (title extensions.gin_trgm_ops);
