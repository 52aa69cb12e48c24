drop index concurrently nexus."SessionBooking_status_scheduledDate_idx";
