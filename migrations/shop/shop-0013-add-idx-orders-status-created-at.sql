-- depends: shop-0012-add-idx-orders-user-created-at
-- transactional: false
--
-- The administrator's list: orders in one state, newest first.
--
-- Share update exclusive on orders: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_orders_status_created_at
    on shop.orders (status, created_at desc);
