drop index concurrently nexus."aria_conversations_studentId_updatedAt_idx";
