-- depends: shop-0038-add-orders-order-number-key
-- transactional: false
--
-- A key of a customer names one order: of two checkouts under the same key at the same time one makes it, and the other
-- finds it.
--
-- Share update exclusive on orders: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently orders_user_id_idempotency_key_key
    on shop.orders (user_id, idempotency_key);
