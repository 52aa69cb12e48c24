drop index concurrently nexus."bilans_studentId_idx";
