-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus."CoachAvailability"
    drop constraint "CoachAvailability_dayOfWeek_is_a_day",
    add constraint "CoachAvailability_dayOfWeek_is_a_day"
        check ("dayOfWeek" between 0 and 6) not valid,
    drop constraint "CoachAvailability_startTime_is_a_time",
    add constraint "CoachAvailability_startTime_is_a_time"
        check ("startTime" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$') not valid,
    drop constraint "CoachAvailability_endTime_is_a_time",
    add constraint "CoachAvailability_endTime_is_a_time"
        check ("endTime" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$') not valid,
    drop constraint "CoachAvailability_endTime_is_after_startTime",
    add constraint "CoachAvailability_endTime_is_after_startTime"
        check (nexus.minute_of_day("endTime") > nexus.minute_of_day("startTime")) not valid,
    drop constraint "CoachAvailability_validUntil_is_after_validFrom",
    add constraint "CoachAvailability_validUntil_is_after_validFrom"
        check ("validUntil" > "validFrom") not valid;

alter table nexus."SessionBooking"
    drop constraint "SessionBooking_startTime_is_a_time",
    add constraint "SessionBooking_startTime_is_a_time"
        check ("startTime" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$') not valid,
    drop constraint "SessionBooking_endTime_is_a_time",
    add constraint "SessionBooking_endTime_is_a_time"
        check ("endTime" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$') not valid,
    drop constraint "SessionBooking_endTime_is_not_startTime",
    add constraint "SessionBooking_endTime_is_not_startTime"
        check ("endTime" <> "startTime") not valid,
    drop constraint "SessionBooking_duration_is_positive",
    add constraint "SessionBooking_duration_is_positive"
        check (duration > 0) not valid,
    drop constraint "SessionBooking_creditsUsed_is_a_number",
    add constraint "SessionBooking_creditsUsed_is_a_number"
        check ("creditsUsed" <> 'NaN') not valid,
    drop constraint "SessionBooking_creditsUsed_is_not_negative",
    add constraint "SessionBooking_creditsUsed_is_not_negative"
        check ("creditsUsed" >= 0) not valid,
    drop constraint "SessionBooking_rating_is_one_to_five",
    add constraint "SessionBooking_rating_is_one_to_five"
        check (rating between 1 and 5) not valid;
