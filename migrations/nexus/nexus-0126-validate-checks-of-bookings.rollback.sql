-- NOT VALID again: there is no statement that forgets a validation, so each constraint is replaced.

alter table nexus."SessionBooking"
    drop constraint "SessionBooking_duration_is_that_of_the_slot",
    add constraint "SessionBooking_duration_is_that_of_the_slot" check (
        duration = (nexus.minute_of_day("endTime") - nexus.minute_of_day("startTime") + 1439) % 1440 + 1
    ) not valid,
    drop constraint "SessionBooking_creditsUsed_is_1_to_10",
    add constraint "SessionBooking_creditsUsed_is_1_to_10"
        check ("creditsUsed" between 1 and 10) not valid,
    drop constraint "SessionBooking_title_has_100_characters",
    add constraint "SessionBooking_title_has_100_characters"
        check (length(title) <= 100) not valid,
    drop constraint "SessionBooking_description_has_500_characters",
    add constraint "SessionBooking_description_has_500_characters"
        check (length(description) <= 500) not valid,
    drop constraint "SessionBooking_studentNotes_has_500_characters",
    add constraint "SessionBooking_studentNotes_has_500_characters"
        check (length("studentNotes") <= 500) not valid,
    drop constraint "SessionBooking_coachNotes_has_500_characters",
    add constraint "SessionBooking_coachNotes_has_500_characters"
        check (length("coachNotes") <= 500) not valid,
    drop constraint "SessionBooking_cancellationReason_has_500_characters",
    add constraint "SessionBooking_cancellationReason_has_500_characters"
        check (length("cancellationReason") between 1 and 500 and "cancellationReason" ~ '\S') not valid,
    drop constraint "SessionBooking_rescheduledFromId_is_another",
    add constraint "SessionBooking_rescheduledFromId_is_another"
        check ("rescheduledFromId" <> id) not valid,
    drop constraint "SessionBooking_rescheduledFromId_fkey",
    add constraint "SessionBooking_rescheduledFromId_fkey" foreign key ("rescheduledFromId")
        references nexus."SessionBooking" (id) on delete restrict on update cascade not valid;
