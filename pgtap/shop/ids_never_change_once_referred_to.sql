begin;
select plan(8);

create temporary table given as select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;
create temporary table alone as
    select test.shop_user('grace@example.com') as user_id, test.shop_product('Chair') as product_id;
insert into shop.analytics_events (event_type, user_id) select 'page_view', user_id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, product_id, 1 from made, given;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select order_id, product_id, 1, 10 from made, given;

select test.is_restricted(
    'update shop.carts set id = gen_random_uuid()',
    'cart_items_cart_id_fkey', 'carts', 'cart_items',
    'a cart with items keeps its id'
);

select test.is_restricted(
    'update shop.orders set id = gen_random_uuid()',
    'order_items_order_id_currency_fkey', 'orders', 'order_items',
    'an order with items keeps its id'
);

-- Each row that refers is removed in turn, so that each foreign key refuses alone.
select test.is_restricted(
    'update shop.products set id = gen_random_uuid() where id = (select product_id from given)',
    'cart_items_product_id_fkey', 'products', 'cart_items',
    'a product in a cart keeps its id'
);

delete from shop.cart_items;

select test.is_restricted(
    'update shop.products set id = gen_random_uuid() where id = (select product_id from given)',
    'order_items_product_id_fkey', 'products', 'order_items',
    'a product in an order keeps its id'
);

select test.is_restricted(
    'update shop.users set id = gen_random_uuid() where id = (select user_id from given)',
    'carts_user_id_fkey', 'users', 'carts',
    'a user with a cart keeps its id'
);

delete from shop.carts;

select test.is_restricted(
    'update shop.users set id = gen_random_uuid() where id = (select user_id from given)',
    'orders_user_id_fkey', 'users', 'orders',
    'a user with an order keeps its id'
);

delete from shop.orders;

select test.is_restricted(
    'update shop.users set id = gen_random_uuid() where id = (select user_id from given)',
    'analytics_events_user_id_fkey', 'users', 'analytics_events',
    'a user with an event keeps its id'
);

delete from shop.analytics_events;

select lives_ok(
    'update shop.users set id = gen_random_uuid() where id = (select user_id from given)',
    'a user nothing refers to may be given another id'
);

select * from finish();
rollback;
