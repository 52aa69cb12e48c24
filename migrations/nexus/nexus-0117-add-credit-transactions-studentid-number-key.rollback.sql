drop index concurrently nexus."credit_transactions_studentId_number_key";
