-- depends: shop-0011-add-idx-cart-items-product-id
-- transactional: false
--
-- The orders of one customer, newest first; also for the foreign key to users.
--
-- Share update exclusive on orders: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_orders_user_created_at
    on shop.orders (user_id, created_at desc);
