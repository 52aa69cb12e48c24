drop index concurrently nexus."SessionBooking_rescheduledFromId_key";
