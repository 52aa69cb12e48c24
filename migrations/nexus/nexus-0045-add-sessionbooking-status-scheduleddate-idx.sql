-- depends: nexus-0044-add-sessionbooking-coachid-scheduleddate-idx
-- transactional: false
--
-- The bookings in one state over a span of days, as for reminders.
--
-- SHARE UPDATE EXCLUSIVE on SessionBooking: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "SessionBooking_status_scheduledDate_idx"
    on nexus."SessionBooking" (status, "scheduledDate");
