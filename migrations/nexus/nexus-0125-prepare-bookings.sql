-- depends: nexus-0124-drop-credit-tx-walletid-idx
-- transactional: false
--
-- What a booking says of itself: its duration is that of its slot, it costs 1 to 10 credits, its texts fit on a screen, a
-- cancellation has a reason. A booking that was moved stays, as RESCHEDULED, and the one that took its place names it.
--
-- New and changed rows obey from now on; the next migration validates the rest. Access exclusive on "SessionBooking" for an
-- instant, without a scan. Rewrites nothing, loses nothing.

alter table nexus."SessionBooking"
    add column "cancellationReason" text;

comment on column nexus."SessionBooking"."cancellationReason" is
    'Why it was cancelled; NULL unless it was.';

alter table nexus."SessionBooking"
    add constraint "SessionBooking_duration_is_that_of_the_slot" check (
        duration = (nexus.minute_of_day("endTime") - nexus.minute_of_day("startTime") + 1439) % 1440 + 1
    ) not valid,
    add constraint "SessionBooking_creditsUsed_is_1_to_10"
        check ("creditsUsed" between 1 and 10) not valid,
    add constraint "SessionBooking_title_has_100_characters"
        check (length(title) <= 100) not valid,
    add constraint "SessionBooking_description_has_500_characters"
        check (length(description) <= 500) not valid,
    add constraint "SessionBooking_studentNotes_has_500_characters"
        check (length("studentNotes") <= 500) not valid,
    add constraint "SessionBooking_coachNotes_has_500_characters"
        check (length("coachNotes") <= 500) not valid,
    add constraint "SessionBooking_cancellationReason_has_500_characters"
        check (length("cancellationReason") between 1 and 500 and "cancellationReason" ~ '\S') not valid,
    add constraint "SessionBooking_rescheduledFromId_is_another"
        check ("rescheduledFromId" <> id) not valid,
    add constraint "SessionBooking_rescheduledFromId_fkey" foreign key ("rescheduledFromId")
        references nexus."SessionBooking" (id) on delete restrict on update cascade not valid;
