begin;
select plan(9);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_product(stock => 9) as lamp,
           test.shop_product('Table', stock => 9) as tbl, test.shop_product('Sample', price => 0, stock => 9) as sample;
select test.shop_fill_cart(eve, lamp, 3), test.shop_fill_cart(eve, tbl, 1), test.shop_fill_cart(ada, lamp, 2) from given;
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
select lamp, 3, c.id, now() + interval '15 minutes' from given join shop.carts as c on c.user_id = given.eve;
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
select lamp, 2, c.id, now() + interval '15 minutes' from given join shop.carts as c on c.user_id = given.ada;
select test.act(ada) from given;

select lives_ok(
    $$select shop.checkout('key-012345', 'parcel', test.shop_address() || '{"line2": "left"}', 'Ada@Example.com', 20, interval '1 minute')$$,
    'a key has ten characters, an order is held for a minute'
);

select results_eq(
    'select p.name::text, i.quantity from shop.order_items as i join shop.products as p on p.id = i.product_id',
    $$values ('Lamp', 2)$$,
    'what is in the own cart is ordered'
);

select set_eq(
    'select user_id, product_id, quantity from shop.cart_items as i join shop.carts as c on c.id = i.cart_id',
    'select eve, lamp, 3 from given union all select eve, tbl, 1 from given',
    'what is in another stays there'
);

select set_eq(
    'select cart_id is not null as of_cart, quantity, reserved_until > now() + interval ''10 minutes'' as long from shop.stock_reservations',
    'values (true, 3, true), (false, 2, false)',
    'what was held for it stays held, and what was held for the own is the order''s'
);

select results_eq(
    'select o.user_id = ada, contact_email::text, line2, fulfillment_mode::text
     from given, shop.orders as o join shop.order_addresses as a on a.order_id = o.id',
    $$values (true, 'ada@example.com', 'left', 'parcel')$$,
    'the order is the customer''s, to be written to in lower case and sent to the whole address'
);

select test.shop_fill_cart(ada, sample) from given;

select results_eq(
    $$select total, replayed from shop.checkout(repeat('k', 128), 'pickup_local', hold => interval '7 days')$$,
    'values (0.00, false)',
    'what costs nothing is ordered as well; a key has 128 characters at most, an order is held for a week at most'
);

select results_eq(
    $$select test.sqlstate(format('select shop.checkout(%L, ''pickup_local'', hold => %L)', key, hold))
      from (values ('key-01234', '1 hour'), (repeat('k', 129), '1 hour'), (null, '1 hour'),
                   ('key-0123456', '59.9 seconds'), ('key-0123456', '7 days 1 second'), ('key-0123456', null)) as t (key, hold)$$,
    array[
        'SHC01: a key of 9 characters: it has 10 to 128', 'SHC01: a key of 129 characters: it has 10 to 128',
        'SHC01: a key of no characters: it has 10 to 128', 'SHC08: delivery by pickup_local, held for 00:00:59.9',
        'SHC08: delivery by pickup_local, held for 7 days 00:00:01', 'SHC08: delivery by pickup_local, held for NULL'
    ],
    'and no more, and no less'
);

select results_eq(
    $$select test.sqlstate(format('select shop.checkout(''key-0123456'', ''parcel'', address => %L)', test.shop_address() - field))
      from unnest(array['name', 'line1', 'city', 'postalCode', 'country']) as field$$,
    array[
        'SHC08: the address lacks name', 'SHC08: the address lacks line1', 'SHC08: the address lacks city',
        'SHC08: the address lacks postalCode', 'SHC08: the address lacks country'
    ],
    'an address has each of its parts'
);

select results_eq(
    $$select replayed, total from shop.checkout('key-012345', 'pigeon')$$, 'values (true, 20.00)',
    'an order that was made is found under its key'
);

select * from finish();
rollback;
