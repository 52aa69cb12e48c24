drop index concurrently nexus."notifications_userId_read_idx";
