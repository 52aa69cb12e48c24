-- depends: shop-0009-add-idx-products-name-trgm
-- transactional: false
--
-- The lines of one cart. The unique index on (cart_id, product_id) begins with the same column; this one,
-- which the data model names, is the smaller.
--
-- Share update exclusive on cart_items: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_cart_items_cart_id
    on shop.cart_items (cart_id);
