-- depends: shop-0013-add-idx-orders-status-created-at
-- transactional: false
--
-- For the foreign key: deleting a product looks for the orders that hold it. Also what was sold of a product.
--
-- Share update exclusive on order_items: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_order_items_product_id
    on shop.order_items (product_id);
