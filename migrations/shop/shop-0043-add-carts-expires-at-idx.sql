-- depends: shop-0042-add-order-items-order-product-variant-unique
-- transactional: false
--
-- What clearing away reads: the carts that expired.
--
-- Share update exclusive on carts: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently carts_expires_at_idx
    on shop.carts (expires_at);
