-- depends: nexus-0073-add-slots
-- transactional: false
--
-- Times are written "HH:MM"; a day ends at "24:00" and begins at "00:00". A booking may pass midnight, an
-- availability may not: it is two rows.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus."SessionBooking"
    add constraint "SessionBooking_startTime_is_a_time"
        check ("startTime" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$') not valid,
    add constraint "SessionBooking_endTime_is_a_time"
        check ("endTime" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$') not valid,
    add constraint "SessionBooking_endTime_is_not_startTime"
        check ("endTime" <> "startTime") not valid,
    add constraint "SessionBooking_duration_is_positive"
        check (duration > 0) not valid,
    add constraint "SessionBooking_creditsUsed_is_a_number"
        check ("creditsUsed" <> 'NaN') not valid,
    add constraint "SessionBooking_creditsUsed_is_not_negative"
        check ("creditsUsed" >= 0) not valid,
    add constraint "SessionBooking_rating_is_one_to_five"
        check (rating between 1 and 5) not valid;

alter table nexus."CoachAvailability"
    add constraint "CoachAvailability_dayOfWeek_is_a_day"
        check ("dayOfWeek" between 0 and 6) not valid,
    add constraint "CoachAvailability_startTime_is_a_time"
        check ("startTime" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$') not valid,
    add constraint "CoachAvailability_endTime_is_a_time"
        check ("endTime" ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$') not valid,
    add constraint "CoachAvailability_endTime_is_after_startTime"
        check (nexus.minute_of_day("endTime") > nexus.minute_of_day("startTime")) not valid,
    add constraint "CoachAvailability_validUntil_is_after_validFrom"
        check ("validUntil" > "validFrom") not valid;
