-- depends: nexus-0018-add-bilans-studentid-idx
-- transactional: false
--
-- For the foreign key: deleting a badge looks for who earned it.
--
-- SHARE UPDATE EXCLUSIVE on student_badges: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "student_badges_badgeId_idx"
    on nexus.student_badges ("badgeId");
