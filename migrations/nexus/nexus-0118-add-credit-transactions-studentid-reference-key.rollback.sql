drop index concurrently nexus."credit_transactions_studentId_reference_key";
