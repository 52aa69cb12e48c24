-- depends: nexus-0057-add-credit-transactions-session-refund-key
-- transactional: false
--
-- INV-CRON-1: a job runs once for a key, so a month is allocated once.
--
-- SHARE UPDATE EXCLUSIVE on cron_executions: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again. If a duplicate is written in the meantime, the build fails and names it.

create unique index concurrently cron_executions_job_key
    on nexus.cron_executions ("jobName", "executionKey");
