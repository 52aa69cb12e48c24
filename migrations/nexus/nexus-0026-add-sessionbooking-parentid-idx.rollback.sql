drop index concurrently nexus."SessionBooking_parentId_idx";
