drop index concurrently nexus."credit_transactions_studentId_createdAt_idx";
