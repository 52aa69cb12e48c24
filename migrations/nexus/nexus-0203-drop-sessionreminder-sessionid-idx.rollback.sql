create index concurrently "SessionReminder_sessionId_idx"
    on nexus."SessionReminder" ("sessionId");
