drop index concurrently nexus."credit_transactions_sessionId_idx";
