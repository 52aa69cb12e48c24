-- depends: shop-0017-add-idx-analytics-events-type-created-at
-- transactional: false
--
-- What one user did, newest first; also for the foreign key to users. Events of visitors have no user and are
-- not indexed.
--
-- Share update exclusive on analytics_events: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_analytics_events_user_created_at
    on shop.analytics_events (user_id, created_at desc) where user_id is not null;
