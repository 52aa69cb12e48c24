-- depends: shop-0057-add-lead-functions
-- transactional: false
--
-- The key that events will have in partitions: that of a partitioned table contains what it is partitioned by.
--
-- Share update exclusive on analytics_events: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds
-- it again.

create unique index concurrently analytics_events_id_created_at_key
    on shop.analytics_events (id, created_at);
