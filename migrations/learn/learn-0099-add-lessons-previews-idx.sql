-- depends: learn-0098-read-an-enrolment-by-its-key
-- transactional: false
--
-- The previews, which everybody may open: the search asks which they are, before it asks what they say.
--
-- Share update exclusive on lessons: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently lessons_previews_idx on learn.lessons (id) where is_preview;
