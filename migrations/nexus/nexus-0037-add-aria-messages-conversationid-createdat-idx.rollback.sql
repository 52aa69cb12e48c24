drop index concurrently nexus."aria_messages_conversationId_createdAt_idx";
