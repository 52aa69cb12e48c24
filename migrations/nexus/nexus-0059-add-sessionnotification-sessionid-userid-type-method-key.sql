-- depends: nexus-0058-add-cron-executions-job-key
-- transactional: false
--
-- A retry tells nobody twice.
--
-- SHARE UPDATE EXCLUSIVE on SessionNotification: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently "SessionNotification_sessionId_userId_type_method_key"
    on nexus."SessionNotification" ("sessionId", "userId", type, method);
