drop index concurrently nexus."payment_records_packId_idx";
