-- depends: nexus-0074-check-bookings
-- transactional: false
--
-- The rows that were there before obey the checks of bookings, too. If one does not, the server names the check,
-- the table stays as it is, and the next run continues here: list the rows with the check's condition negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus."SessionBooking"
    validate constraint "SessionBooking_startTime_is_a_time",
    validate constraint "SessionBooking_endTime_is_a_time",
    validate constraint "SessionBooking_endTime_is_not_startTime",
    validate constraint "SessionBooking_duration_is_positive",
    validate constraint "SessionBooking_creditsUsed_is_a_number",
    validate constraint "SessionBooking_creditsUsed_is_not_negative",
    validate constraint "SessionBooking_rating_is_one_to_five";

alter table nexus."CoachAvailability"
    validate constraint "CoachAvailability_dayOfWeek_is_a_day",
    validate constraint "CoachAvailability_startTime_is_a_time",
    validate constraint "CoachAvailability_endTime_is_a_time",
    validate constraint "CoachAvailability_endTime_is_after_startTime",
    validate constraint "CoachAvailability_validUntil_is_after_validFrom";
