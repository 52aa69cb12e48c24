alter table nexus."CoachAvailability"
    drop constraint "CoachAvailability_date_no_overlap_excl",
    drop constraint "CoachAvailability_weekly_no_overlap_excl";
