-- depends: shop-0007-create-analytics-events
-- transactional: false
--
-- The catalogue page: products on sale, newest first. Deleted ones are never shown, so they are not indexed.
--
-- Share update exclusive on products: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_products_active_created_at
    on shop.products (active, created_at desc) where deleted_at is null;
