-- depends: learn-0062-ask-the-tutor
-- transactional: false
--
-- Those who completed a version of a course, the last first: whose other courses are recommended.
--
-- CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the table, reads and writes go on; two scans of it. Rewrites nothing,
-- loses nothing.

create index concurrently course_enrollments_completed_idx
    on learn.course_enrollments (course_id, version_id, completed_at desc) where status = 'COMPLETED';
