drop index concurrently nexus."subscription_requests_studentId_idx";
