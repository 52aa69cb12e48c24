alter table shop.order_items
    drop constraint order_items_order_product_variant_unique,
    add constraint order_items_order_product_unique unique (order_id, product_id);

create unique index order_items_order_product_variant_unique
    on shop.order_items (order_id, product_id, variant_id) nulls not distinct;

alter table shop.cart_items
    drop constraint cart_items_cart_product_variant_unique,
    add constraint cart_items_cart_product_unique unique (cart_id, product_id);

create unique index cart_items_cart_product_variant_unique
    on shop.cart_items (cart_id, product_id, variant_id) nulls not distinct;
