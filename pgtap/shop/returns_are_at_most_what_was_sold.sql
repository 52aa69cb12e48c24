begin;
select plan(11);

create temporary table given as
    select test.shop_user() as ada, test.shop_admin() as admin, test.shop_product(price => 10, stock => 9) as lamp;
create temporary table made as select test.shop_paid(ada, lamp, 4) as order_id from given;
create temporary table line as select id from shop.order_items;
select test.act(admin) from given;

create function pg_temp.returned(quantity integer, restock boolean default true) returns uuid
language sql
as $$
    select shop.return_items(order_id, 'does not tick', jsonb_build_array(
        jsonb_build_object('item', line.id, 'quantity', quantity, 'restock', restock)
    )) from made, line
$$;

select throws_ok(
    'select pg_temp.returned(1)',
    'SHO04', (select format('order %s is paid: what has not left does not come back', order_number) from shop.orders),
    'what has not left does not come back'
);

select lives_ok(
    $$select shop.ship_order(order_id, 'Post', '1Z999') from made$$,
    'a parcel leaves'
);

select lives_ok(
    'select pg_temp.returned(1)',
    'a unit comes back'
);

select results_eq(
    'select stock, o.status::text, returned_quantity from shop.products, shop.orders as o, shop.order_items',
    $$values (6, 'shipped', 1)$$,
    'it is in stock again'
);

select throws_ok(
    'select pg_temp.returned(4)',
    'SHO05', (select format('3 of Lamp are left of line %s, and 4 were to come back', id) from line),
    'no more comes back than was sold'
);

insert into shop.order_returns (order_id, reason) select order_id, 'by hand' from made;

select throws_ok(
    $$
        insert into shop.order_return_items (return_id, order_item_id, quantity, restocked)
        select r.id, line.id, 4, false from shop.order_returns as r, line where r.reason = 'by hand'
    $$,
    '23514', 'new row for relation "order_items" violates check constraint "order_items_returned_quantity_was_sold"',
    'whoever writes it'
);

select lives_ok(
    'select pg_temp.returned(3, restock => false)',
    'the rest comes back, broken'
);

select results_eq(
    'select stock, o.status::text, returned_quantity from shop.products, shop.orders as o, shop.order_items',
    $$values (6, 'returned', 4)$$,
    'what is broken is not in stock; when everything came back the order is returned'
);

select results_eq(
    $$select outcome from made, shop.receive_webhook('stripe', 'evt_r', 'payment.refunded', 'pi_' || order_id, 40, 'EUR', 're_1')$$,
    $$values ('applied')$$,
    'its customer is paid back'
);

select results_eq(
    'select stock, o.status::text from shop.products, shop.orders as o',
    $$values (6, 'refunded')$$,
    'and the stock stays as it is: it came back already'
);

select is_empty(
    'select * from test.shop_stock_disagrees()',
    'figures, journal and reservations agree'
);

select * from finish();
rollback;
