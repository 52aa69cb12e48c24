-- depends: nexus-0045-add-sessionbooking-status-scheduleddate-idx
-- transactional: false
--
-- The bookings of a day.
--
-- SHARE UPDATE EXCLUSIVE on SessionBooking: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "SessionBooking_scheduledDate_idx"
    on nexus."SessionBooking" ("scheduledDate");
