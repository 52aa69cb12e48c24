-- depends: nexus-0042-add-subscriptions-studentid-status-idx
-- transactional: false
--
-- The bookings of a pupil over a span of days; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on SessionBooking: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "SessionBooking_studentId_scheduledDate_idx"
    on nexus."SessionBooking" ("studentId", "scheduledDate");
