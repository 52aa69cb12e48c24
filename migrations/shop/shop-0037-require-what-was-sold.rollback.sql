alter table shop.order_items
    add constraint order_items_says_what_was_sold check (
        product_name is not null and sku is not null and tax_rate is not null and line_total is not null
    );

alter table shop.order_items
    alter column line_total drop not null,
    alter column tax_rate drop not null,
    alter column sku drop not null,
    alter column product_name drop not null;

alter table shop.orders
    add constraint orders_order_number_is_there check (order_number is not null),
    add constraint orders_idempotency_key_is_there check (idempotency_key is not null);

alter table shop.orders
    alter column idempotency_key drop not null,
    alter column order_number drop not null;
