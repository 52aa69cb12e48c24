-- depends: nexus-0021-add-student-reports-coachid-idx
-- transactional: false
--
-- What a user paid; also for the foreign key: deleting a user looks for payments.
--
-- SHARE UPDATE EXCLUSIVE on payments: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently "payments_userId_idx"
    on nexus.payments ("userId");
