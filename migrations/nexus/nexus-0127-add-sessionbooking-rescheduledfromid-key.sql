-- depends: nexus-0126-validate-checks-of-bookings
-- transactional: false
--
-- A booking is moved once: what takes its place may be moved in its turn. Not partial, because the foreign key looks here,
-- too.
--
-- SHARE UPDATE EXCLUSIVE on "SessionBooking": reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "SessionBooking_rescheduledFromId_key"
    on nexus."SessionBooking" ("rescheduledFromId");
