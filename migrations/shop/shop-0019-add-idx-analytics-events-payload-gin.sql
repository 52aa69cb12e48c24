-- depends: shop-0018-add-idx-analytics-events-user-created-at
-- transactional: false
--
-- Events whose particulars contain something: `payload @> '{"product_id": …}'`. The default operator class
-- also answers whether a key exists.
--
-- Share update exclusive on analytics_events: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_analytics_events_payload_gin
    on shop.analytics_events using gin (payload);
