alter table nexus."SessionBooking"
    drop constraint "SessionBooking_rescheduledFromId_fkey",
    drop constraint "SessionBooking_rescheduledFromId_is_another",
    drop constraint "SessionBooking_cancellationReason_has_500_characters",
    drop constraint "SessionBooking_coachNotes_has_500_characters",
    drop constraint "SessionBooking_studentNotes_has_500_characters",
    drop constraint "SessionBooking_description_has_500_characters",
    drop constraint "SessionBooking_title_has_100_characters",
    drop constraint "SessionBooking_creditsUsed_is_1_to_10",
    drop constraint "SessionBooking_duration_is_that_of_the_slot";

alter table nexus."SessionBooking"
    drop column "cancellationReason";
