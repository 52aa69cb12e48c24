begin;
select plan(47);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, product_id, 1 from made, given;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select order_id, product_id, 1, 10 from made, given;
insert into shop.leads (name, email, message) values ('Ada', 'ada@example.com', 'Hello');
insert into shop.analytics_events (event_type, created_at) values ('page_view', '2025-06-01');

-- A copy of a complete row, with one column emptied: not-null is checked before anything else.
select throws_ok(
    format(
        'insert into shop.%1$I select (jsonb_populate_record(r, ''{"%2$s": null}'')).* from shop.%1$I as r',
        relation, required
    ),
    '23502',
    format('null value in column "%s" of relation "%s" violates not-null constraint', required,
           -- The partition in which the row would be; without a time it is the default one.
           case when relation <> 'analytics_events' then relation
               when required = 'created_at' then 'analytics_events_default' else 'analytics_events_before' end),
    format('%s.%s is required', relation, required)
)
from (values
    ('users', array['id', 'email', 'is_guest', 'role', 'created_at', 'updated_at']),
    ('products', array['id', 'name', 'price', 'currency', 'stock', 'active', 'created_at', 'updated_at']),
    ('carts', array['id', 'user_id', 'created_at', 'updated_at']),
    ('cart_items', array['id', 'cart_id', 'product_id', 'quantity', 'created_at', 'updated_at']),
    ('orders', array['id', 'user_id', 'status', 'total_amount', 'currency', 'created_at', 'updated_at']),
    ('order_items', array['id', 'order_id', 'product_id', 'quantity', 'unit_price', 'currency', 'created_at']),
    ('leads', array['id', 'name', 'email', 'message', 'created_at']),
    ('analytics_events', array['id', 'event_type', 'payload', 'created_at'])
) as listed (relation, columns)
cross join unnest(columns) as required;

select * from finish();
rollback;
