begin;
select plan(7);

create temporary table given as select test.shop_user('ada@example.com') as user_id, test.shop_product() as product_id;
create temporary table sale as select test.shop_order(user_id) as order_id from given;
insert into shop.order_items (order_id, product_id, quantity, unit_price) select order_id, product_id, 1, 10 from sale, given;
insert into shop.cart_items (cart_id, product_id, quantity) select test.shop_cart(user_id), product_id, 1 from given;
insert into shop.leads (name, email, message)
    values ('Ada', 'ada@example.com', 'Hello'), ('Bob', 'bob@example.com', 'Ada@Example.com told me');
insert into shop.analytics_events (event_type, user_id, payload) select 'page_view', user_id, '{"ip": "192.0.2.1"}' from given;
insert into shop.analytics_events (event_type, payload) values ('page_view', '{"mail": "ada@example.com"}');

select results_eq(
    $$select * from privacy.erase('shop.user:ada@example.com', dry_run => false)$$,
    $$values
        ('shop.analytics_events', 'mask', 1::bigint), ('shop.leads', 'mask', 1),
        ('shop.cart_items', 'delete', 1), ('shop.order_events', 'keep', 1), ('shop.order_items', 'keep', 1), ('shop.analytics_events', 'change', 1),
        ('shop.carts', 'delete', 1), ('shop.leads', 'delete', 1), ('shop.orders', 'keep', 1), ('shop.users', 'change', 1)
    $$,
    'a customer with orders is anonymised, the cart and the messages go, the orders stay'
);

select ok(
    email ~ '^erased-[0-9a-f]{32}@erased\.invalid$' and password_hash = 'erased',
    'the account that the orders refer to says nothing of anybody and opens no door'
) from shop.users join given on id = user_id;

select set_eq(
    'select total_amount, unit_price from shop.orders as o join shop.order_items as i on i.order_id = o.id',
    'values (10::numeric, 10::numeric)',
    'the accounts are complete'
);

select set_eq(
    'select user_id, payload from shop.analytics_events',
    $$values (null::uuid, '{}'::jsonb), (null, '{"mail": "[erased]"}')$$,
    'events are still counted and say nothing of the customer'
);

select results_eq(
    'select email, message from shop.leads',
    $$values ('bob@example.com'::varchar, '[erased] told me')$$,
    'what somebody else wrote stays, without the address'
);

select test.shop_user('grace@example.com');

select results_eq(
    $$select * from privacy.erase('shop.user:grace@example.com', dry_run => false)$$,
    $$values ('shop.users', 'delete', 1::bigint)$$,
    'a customer without orders is deleted'
);

select results_eq(
    $$select * from privacy.erase('shop.visitor:bob@example.com', dry_run => false)$$,
    $$values ('shop.leads', 'delete', 1::bigint)$$,
    'a visitor is erased by the address'
);

select * from finish();
rollback;
