-- depends: shop-0013-add-idx-orders-status-created-at
-- transactional: false
--
-- For the foreign key to orders, with all its columns: deleting an order, or trying to change its currency,
-- looks for its items.
--
-- Share update exclusive on order_items: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then
-- migrate again.

create index concurrently idx_order_items_order_id_currency
    on shop.order_items (order_id, currency);
