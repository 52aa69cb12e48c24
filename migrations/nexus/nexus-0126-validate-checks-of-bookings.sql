-- depends: nexus-0125-prepare-bookings
-- transactional: false
--
-- The bookings that were there before obey the checks, too. If one does not, the server names the check, the table stays
-- as it is, and the next run continues here: list the rows with the check's condition negated.
--
-- SHARE UPDATE EXCLUSIVE on "SessionBooking" while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table nexus."SessionBooking"
    validate constraint "SessionBooking_duration_is_that_of_the_slot",
    validate constraint "SessionBooking_creditsUsed_is_1_to_10",
    validate constraint "SessionBooking_title_has_100_characters",
    validate constraint "SessionBooking_description_has_500_characters",
    validate constraint "SessionBooking_studentNotes_has_500_characters",
    validate constraint "SessionBooking_coachNotes_has_500_characters",
    validate constraint "SessionBooking_cancellationReason_has_500_characters",
    validate constraint "SessionBooking_rescheduledFromId_is_another",
    validate constraint "SessionBooking_rescheduledFromId_fkey";
