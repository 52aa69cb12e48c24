begin;
select plan(10);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, product_id, 1 from made, given;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select order_id, product_id, 1, 10 from made, given;
insert into shop.leads (name, email, message) values ('Ada', 'ada@example.com', 'Hello');
insert into shop.analytics_events (event_type) values ('page_view');

select is(
    role, 'customer',
    'a new user is a customer'
) from shop.users;

select is(
    currency, 'EUR',
    'a new product is priced in euros'
) from shop.products;

select is(
    active, true,
    'a new product is active'
) from shop.products;

select is(
    deleted_at, null,
    'a new product is not deleted'
) from shop.products;

select is(
    status, 'pending',
    'a new order is pending'
) from shop.orders;

select is(
    currency, 'EUR',
    'a new order is in euros'
) from shop.orders;

select is(
    currency, 'EUR',
    'a new order item is in euros'
) from shop.order_items;

select is(
    payload, '{}',
    'a new event has an empty payload'
) from shop.analytics_events;

-- now() is the beginning of this transaction, in which every row was made.
select is_empty(
    $$
        select created_at, updated_at from shop.users
        union all select created_at, updated_at from shop.products
        union all select created_at, updated_at from shop.carts
        union all select created_at, updated_at from shop.cart_items
        union all select created_at, updated_at from shop.orders
        union all select created_at, now() from shop.order_items
        union all select created_at, now() from shop.leads
        union all select created_at, now() from shop.analytics_events
        except select now(), now()
    $$,
    'a new row was made, and last changed, now'
);

-- The fifteenth digit of a uuid is its version: 4 is random.
select is_empty(
    $$
        select id from (
            select id from shop.users
            union all select id from shop.products
            union all select id from shop.carts
            union all select id from shop.cart_items
            union all select id from shop.orders
            union all select id from shop.order_items
            union all select id from shop.leads
            union all select id from shop.analytics_events
        ) as made
        where substr(id::text, 15, 1) <> '4'
    $$,
    'a new row has a random id'
);

select * from finish();
rollback;
