-- depends: shop-0036-validate-checks-of-carts-and-orders
-- transactional: false
--
-- NOT NULL takes over from the checks that proved it: the server sees them and scans nothing.
--
-- Access exclusive on orders and order_items for an instant, each statement a transaction of its own. Rewrites nothing,
-- loses nothing.

alter table shop.orders
    alter column order_number set not null,
    alter column idempotency_key set not null;

alter table shop.orders
    drop constraint orders_order_number_is_there,
    drop constraint orders_idempotency_key_is_there;

alter table shop.order_items
    alter column product_name set not null,
    alter column sku set not null,
    alter column tax_rate set not null,
    alter column line_total set not null;

alter table shop.order_items
    drop constraint order_items_says_what_was_sold;
