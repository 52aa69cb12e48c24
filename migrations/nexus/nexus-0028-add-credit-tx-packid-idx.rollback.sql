drop index concurrently nexus."credit_tx_packId_idx";
