begin;
select plan(7);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id, gen_random_uuid() as nowhere;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;

select throws_ok(
    'insert into shop.carts (user_id) select nowhere from given',
    '23503', 'insert or update on table "carts" violates foreign key constraint "carts_user_id_fkey"',
    'a cart belongs to an existing user'
);

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select nowhere, product_id, 1 from given',
    '23503', 'insert or update on table "cart_items" violates foreign key constraint "cart_items_cart_id_fkey"',
    'a cart item stands in an existing cart'
);

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, nowhere, 1 from made, given',
    '23503', 'insert or update on table "cart_items" violates foreign key constraint "cart_items_product_id_fkey"',
    'a cart item is an existing product'
);

select throws_ok(
    'insert into shop.orders (user_id, total_amount) select nowhere, 10 from given',
    '23503', 'insert or update on table "orders" violates foreign key constraint "orders_user_id_fkey"',
    'an order belongs to an existing user'
);

select throws_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price)
        select nowhere, product_id, 1, 10 from given
    $$,
    '23503',
    'insert or update on table "order_items" violates foreign key constraint "order_items_order_id_currency_fkey"',
    'an order item belongs to an existing order'
);

select throws_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price, product_name, sku, tax_rate)
        select order_id, nowhere, 1, 10, 'Lamp', 'lamp', 0.2 from made, given
    $$,
    '23503',
    'insert or update on table "order_items" violates foreign key constraint "order_items_product_id_fkey"',
    'an order item is an existing product'
);

select throws_ok(
    $$insert into shop.analytics_events (event_type, user_id, created_at) select 'page_view', nowhere, '2025-06-01' from given$$,
    '23503',
    'insert or update on table "analytics_events_before" violates foreign key constraint "analytics_events_user_id_fkey"',
    'an event that names a user names an existing one'
);

select * from finish();
rollback;
