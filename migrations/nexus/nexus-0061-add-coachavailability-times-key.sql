-- depends: nexus-0060-add-sessionreminder-sessionid-remindertype-key
-- transactional: false
--
-- The old unique key never saw two weekly rows as equal, because "specificDate" is NULL in both. This one does.
--
-- SHARE UPDATE EXCLUSIVE on CoachAvailability: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "CoachAvailability_times_key"
    on nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate") nulls not distinct;
