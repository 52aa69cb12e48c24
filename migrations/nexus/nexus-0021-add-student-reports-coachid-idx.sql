-- depends: nexus-0020-add-student-reports-studentid-idx
-- transactional: false
--
-- The reports of a coach; also for the foreign key: deleting a coach looks for them.
--
-- SHARE UPDATE EXCLUSIVE on student_reports: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "student_reports_coachId_idx"
    on nexus.student_reports ("coachId");
