drop index concurrently nexus."payments_userId_idx";
