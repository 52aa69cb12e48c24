-- depends: nexus-0025-add-subscription-requests-studentid-idx
-- transactional: false
--
-- What a parent booked; also for the foreign key: deleting a parent looks for it.
--
-- SHARE UPDATE EXCLUSIVE on SessionBooking: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "SessionBooking_parentId_idx"
    on nexus."SessionBooking" ("parentId");
