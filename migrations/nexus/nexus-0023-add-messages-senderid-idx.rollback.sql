drop index concurrently nexus."messages_senderId_idx";
