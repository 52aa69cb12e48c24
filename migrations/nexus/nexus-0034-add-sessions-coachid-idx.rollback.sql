drop index concurrently nexus."sessions_coachId_idx";
