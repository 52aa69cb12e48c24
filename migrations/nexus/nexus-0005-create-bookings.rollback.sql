drop table nexus."SessionReminder";

drop table nexus."SessionNotification";

drop table nexus."SessionBooking";

drop table nexus."CoachAvailability";
