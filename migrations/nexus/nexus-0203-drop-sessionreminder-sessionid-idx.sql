-- depends: nexus-0202-drop-sessionnotification-sessionid-idx
-- transactional: false
--
-- The reminders of a booking are found by the unique index that keeps a retry from writing them twice,
-- SessionReminder_sessionId_reminderType_key, which begins with the booking: the index on the booking alone
-- only costs, three entries a booking.
--
-- SHARE UPDATE EXCLUSIVE on SessionReminder, and waits for transactions that use the index. Rewrites nothing, loses nothing.

drop index concurrently nexus."SessionReminder_sessionId_idx";
