drop index concurrently nexus."SessionReminder_sessionId_reminderType_key";
