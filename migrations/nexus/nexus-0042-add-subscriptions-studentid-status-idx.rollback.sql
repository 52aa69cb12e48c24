drop index concurrently nexus."subscriptions_studentId_status_idx";
