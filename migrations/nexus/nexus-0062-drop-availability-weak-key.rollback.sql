alter table nexus."CoachAvailability"
    add constraint "CoachAvailability_coachId_dayOfWeek_times_specificDate_key"
    unique ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate");
