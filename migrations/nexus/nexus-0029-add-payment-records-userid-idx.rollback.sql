drop index concurrently nexus."payment_records_userId_idx";
