-- depends: shop-0037-require-what-was-sold
-- transactional: false
--
-- A number names one order.
--
-- Share update exclusive on orders: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently orders_order_number_key
    on shop.orders (order_number);
