drop index concurrently nexus."SessionBooking_studentId_scheduledDate_idx";
