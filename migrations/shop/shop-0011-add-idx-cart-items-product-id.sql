-- depends: shop-0010-add-idx-cart-items-cart-id
-- transactional: false
--
-- For the foreign key: deleting a product looks for the carts that hold it, a scan of every line without an
-- index.
--
-- Share update exclusive on cart_items: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_cart_items_product_id
    on shop.cart_items (product_id);
