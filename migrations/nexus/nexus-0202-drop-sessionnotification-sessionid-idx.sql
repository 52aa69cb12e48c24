-- depends: nexus-0201-draw-lot-by-lot
-- transactional: false
--
-- The notifications of a booking are found by the unique index that keeps a retry from writing them twice,
-- SessionNotification_sessionId_userId_type_method_key, which begins with the booking: the index on the booking alone
-- only costs, three entries a booking.
--
-- SHARE UPDATE EXCLUSIVE on SessionNotification, and waits for transactions that use the index. Rewrites nothing, loses nothing.

drop index concurrently nexus."SessionNotification_sessionId_idx";
