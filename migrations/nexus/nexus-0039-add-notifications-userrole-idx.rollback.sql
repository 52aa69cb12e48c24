drop index concurrently nexus."notifications_userRole_idx";
