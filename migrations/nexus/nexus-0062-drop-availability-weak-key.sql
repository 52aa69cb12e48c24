-- depends: nexus-0061-add-coachavailability-times-key
--
-- The unique key that took two NULLs for different; "CoachAvailability_times_key" has replaced it.
--
-- ACCESS EXCLUSIVE on "CoachAvailability" for an instant. Rewrites nothing, loses nothing. The rollback builds
-- the key again under that lock: the table holds a few rows for each coach.

alter table nexus."CoachAvailability"
    drop constraint "CoachAvailability_coachId_dayOfWeek_times_specificDate_key";
