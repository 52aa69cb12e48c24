-- depends: shop-0033-prepare-carts-and-orders
-- transactional: false
-- loses: shop.orders.order_number, shop.orders.idempotency_key, shop.orders.updated_at, shop.order_items.product_name, shop.order_items.sku, shop.order_items.tax_rate, shop.order_items.line_total, shop.order_counters (the rollback keeps what was filled in)
--
-- Numbers the orders that were made before there were numbers, and says of their lines what was sold: as the product is
-- called and taxed today, for nobody wrote down how it was then.
--
-- Row locks on a thousand rows at a time. Every row is written once more; autovacuum takes the old versions away. If it is
-- interrupted, it goes on where it was.

call shop.fill_orders(1000);
