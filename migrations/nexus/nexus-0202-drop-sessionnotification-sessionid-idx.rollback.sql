create index concurrently "SessionNotification_sessionId_idx"
    on nexus."SessionNotification" ("sessionId");
