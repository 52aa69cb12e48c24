-- depends: nexus-0043-add-sessionbooking-studentid-scheduleddate-idx
-- transactional: false
--
-- The bookings of a coach over a span of days; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on SessionBooking: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "SessionBooking_coachId_scheduledDate_idx"
    on nexus."SessionBooking" ("coachId", "scheduledDate");
