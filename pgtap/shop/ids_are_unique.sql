begin;
select plan(8);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, product_id, 1 from made, given;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select order_id, product_id, 1, 10 from made, given;
insert into shop.leads (name, email, message) values ('Ada', 'ada@example.com', 'Hello');
insert into shop.analytics_events (event_type, created_at) values ('page_view', '2025-06-01');

-- The whole row once more: the primary key is the oldest index and so the first to refuse.
select throws_ok(
    format('insert into shop.%I select * from shop.%1$I', relation),
    '23505',
    format('duplicate key value violates unique constraint "%s_pkey"',
           replace(relation, 'analytics_events', 'analytics_events_before')),
    format('%s has each id once', relation)
)
from unnest(array[
    'users', 'products', 'carts', 'cart_items', 'orders', 'order_items', 'leads', 'analytics_events'
]) as relation;

select * from finish();
rollback;
