-- depends: nexus-0148-keep-subscriptions
-- transactional: false
--
-- A pupil has one active subscription at most.
--
-- CONCURRENTLY: SHARE UPDATE EXCLUSIVE on the table, reads and writes go on; two scans of it. Rewrites nothing,
-- loses nothing.

create unique index concurrently subscriptions_active_key
    on nexus.subscriptions ("studentId") where status = 'ACTIVE';
