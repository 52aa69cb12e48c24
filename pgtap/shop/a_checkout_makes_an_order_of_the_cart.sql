begin;
select plan(13);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(price => 10, stock => 5) as lamp,
           test.shop_product('Chair', price => 40, stock => 0) as chair;
create temporary table made as select test.shop_variant(chair, 'CHAIR-RED', 3) as red from given;
update shop.product_variants set price_delta = 2.5;

select test.shop_fill_cart(ada, lamp, 2), test.shop_fill_cart(ada, chair, 3, red) from given, made;
select test.act(ada) from given;

update shop.products set local_delivery_enabled = true;
create temporary table done as
    select * from shop.checkout('key-0123456', 'delivery_local', test.shop_address(), expected_total => 147.50);

select results_eq(
    'select total, currency, replayed from done',
    $$values (147.50::numeric, 'EUR', false)$$,
    'the total is computed by the shop, with the prices of variants'
);

select results_eq(
    'select id, status::text, total_amount, fulfillment_mode::text, order_number from shop.orders',
    $$select order_id, 'pending', 147.50::numeric, 'delivery_local', order_number from done$$,
    'the order waits to be paid'
);

select set_eq(
    $$
        select product_name::text, variant_label::text, sku::text, quantity, unit_price, line_total, tax_rate
        from shop.order_items
    $$,
    $$
        select * from (values ('Lamp', null::text, (select slug::text from shop.products where name = 'Lamp'), 2, 10, 20, 0.2),
                              ('Chair', 'Red', 'CHAIR-RED', 3, 42.5, 127.5, 0.2)) as sold
    $$,
    'each line says what is sold, and at what price'
);

select results_eq(
    'select name, line1, line2, city, postal_code, country::text from shop.order_addresses',
    $$values ('Ada', '1 Rue Haute', null::text, 'Lyon', '69001', 'FR')$$,
    'the address is copied'
);

select results_eq(
    $$select type::text, from_status::text, to_status::text, source::text, source_event_id::text from shop.order_events$$,
    $$values ('status_changed', null::text, 'pending', 'checkout', 'key-0123456')$$,
    'its history begins'
);

select set_eq(
    'select stock, reserved from shop.products where id = (select lamp from given)
     union all select stock, reserved from shop.product_variants',
    'values (5, 2), (3, 3)',
    'what is ordered is reserved'
);

select set_eq(
    $$
        select kind, reserved_change, order_id from shop.stock_movements where kind = 'reservation'
    $$,
    $$select 'reservation', units, order_id from done cross join (values (2), (3)) as of_line (units)$$,
    'and the journal of stock says for which order'
);

select results_eq(
    $$select distinct reserved_until between now() + interval '29 minutes' and now() + interval '31 minutes'
      from shop.stock_reservations$$,
    'values (true)',
    'for half an hour'
);

select is_empty(
    'select * from shop.cart_items',
    'the cart is empty'
);

select is_empty(
    'select * from test.shop_stock_disagrees()',
    'figures, journal and reservations agree'
);

select lives_ok(
    'set constraints all immediate',
    'all of it may be committed'
);

-- What was held for the cart is the cart's own.
set constraints all deferred;
select test.shop_fill_cart(ada, lamp, 3) from given;
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
    select lamp, 3, c.id, now() + interval '15 minutes' from given, shop.carts as c;

select lives_ok(
    $$select * from shop.checkout('key-0123457', 'pickup_local')$$,
    'what a cart holds may be ordered by its customer, to the last unit'
);

update shop.orders set status = 'cancelled' where id = (select order_id from done);

select results_eq(
    $$select source::text from shop.order_events where to_status = 'cancelled'$$, $$values ('direct')$$,
    'what happens to an order afterwards is not put down to the checkout'
);

select * from finish();
rollback;
