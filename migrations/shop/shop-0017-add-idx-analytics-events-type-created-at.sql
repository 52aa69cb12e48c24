-- depends: shop-0016-add-idx-leads-email
-- transactional: false
--
-- Events of one kind over a span of time.
--
-- Share update exclusive on analytics_events: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_analytics_events_type_created_at
    on shop.analytics_events (event_type, created_at desc);
