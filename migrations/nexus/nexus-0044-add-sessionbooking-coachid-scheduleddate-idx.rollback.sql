drop index concurrently nexus."SessionBooking_coachId_scheduledDate_idx";
