alter table nexus."SessionBooking"
    drop constraint "SessionBooking_no_overlap_excl";
