-- depends: nexus-0019-add-student-badges-badgeid-idx
-- transactional: false
--
-- The reports about a pupil; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on student_reports: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "student_reports_studentId_idx"
    on nexus.student_reports ("studentId");
