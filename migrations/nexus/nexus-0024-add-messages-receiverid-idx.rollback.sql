drop index concurrently nexus."messages_receiverId_idx";
