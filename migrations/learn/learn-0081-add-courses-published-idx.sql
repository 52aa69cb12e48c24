-- depends: learn-0080-add-course-enrollments-taken-idx
-- transactional: false
--
-- The catalogue, the latest first, as everybody begins: its first page is read without sorting all that is published.
--
-- Share update exclusive on courses: reads and writes go on, the build waits for older transactions. Rewrites nothing,
-- loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it
-- again.

create index concurrently courses_published_idx on learn.courses (published_at desc, id) where status = 'PUBLISHED';
