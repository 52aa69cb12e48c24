alter table nexus."CoachAvailability"
    drop constraint "CoachAvailability_validUntil_is_after_validFrom",
    drop constraint "CoachAvailability_endTime_is_after_startTime",
    drop constraint "CoachAvailability_endTime_is_a_time",
    drop constraint "CoachAvailability_startTime_is_a_time",
    drop constraint "CoachAvailability_dayOfWeek_is_a_day";

alter table nexus."SessionBooking"
    drop constraint "SessionBooking_rating_is_one_to_five",
    drop constraint "SessionBooking_creditsUsed_is_not_negative",
    drop constraint "SessionBooking_creditsUsed_is_a_number",
    drop constraint "SessionBooking_duration_is_positive",
    drop constraint "SessionBooking_endTime_is_not_startTime",
    drop constraint "SessionBooking_endTime_is_a_time",
    drop constraint "SessionBooking_startTime_is_a_time";
