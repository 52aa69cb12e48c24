-- depends: learn-0066-certify-skills
-- transactional: false
--
-- Which versions somebody takes, which row security asks in every statement that reads lessons: from the index alone.
--
-- Share update exclusive on course_enrollments: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds
-- it again.

create index concurrently course_enrollments_taken_idx
    on learn.course_enrollments (user_id, version_id) where status <> 'DROPPED';
