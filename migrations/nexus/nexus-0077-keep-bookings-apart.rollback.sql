alter table nexus."SessionBooking"
    drop constraint "SessionBooking_student_no_overlap_excl",
    drop constraint "SessionBooking_no_overlap_excl";
