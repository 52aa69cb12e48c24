-- depends: nexus-0059-add-sessionnotification-sessionid-userid-type-method-key
-- transactional: false
--
-- A retry makes no second reminder.
--
-- SHARE UPDATE EXCLUSIVE on SessionReminder: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "SessionReminder_sessionId_reminderType_key"
    on nexus."SessionReminder" ("sessionId", "reminderType");
