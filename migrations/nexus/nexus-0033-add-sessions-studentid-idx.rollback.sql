drop index concurrently nexus."sessions_studentId_idx";
