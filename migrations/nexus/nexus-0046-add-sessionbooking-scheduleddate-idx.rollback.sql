drop index concurrently nexus."SessionBooking_scheduledDate_idx";
