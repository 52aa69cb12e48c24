-- depends: nexus-0024-add-messages-receiverid-idx
-- transactional: false
--
-- The requests about a pupil; also for the foreign key.
--
-- SHARE UPDATE EXCLUSIVE on subscription_requests: reads and writes go on, the build waits for older
-- transactions. Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and
-- the next run drops it and builds it again.

create index concurrently "subscription_requests_studentId_idx"
    on nexus.subscription_requests ("studentId");
