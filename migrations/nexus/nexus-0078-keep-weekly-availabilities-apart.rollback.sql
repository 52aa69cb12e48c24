alter table nexus."CoachAvailability"
    drop constraint "CoachAvailability_weekly_no_overlap_excl";
