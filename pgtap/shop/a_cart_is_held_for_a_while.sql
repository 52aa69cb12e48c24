begin;
select plan(11);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_product(stock => 5) as lamp,
           test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', 5) as red, test.shop_variant(chair, 'CHAIR-BLUE', 5) as blue from given;
select test.shop_fill_cart(ada, lamp, 2), test.shop_fill_cart(ada, chair, 3, red), test.shop_fill_cart(eve, lamp, 1) from given, made;

create view pg_temp.held as
    select c.user_id, r.product_id, r.variant_id, r.quantity, r.reserved_until
    from shop.stock_reservations as r join shop.carts as c on c.id = r.cart_id;

select test.act(eve) from given;
select shop.hold_cart();
select test.act(ada) from given;

select ok(
    shop.hold_cart() between now() + interval '15 minutes' and clock_timestamp() + interval '15 minutes',
    'a cart is held for a quarter of an hour'
);

select set_eq(
    'select user_id, product_id, variant_id, quantity from pg_temp.held',
    'select ada, lamp, null::uuid as variant, 2 as quantity from given union all select ada, chair, red, 3 from given, made
     union all select eve, lamp, null, 1 from given',
    'every line of it, and no other cart''s'
);

select results_eq(
    'select stock, reserved from shop.products where id = (select lamp from given)', 'values (5, 3)',
    'its units are promised'
);

update shop.cart_items set quantity = 4 where product_id = (select lamp from given) and quantity = 2;
select shop.hold_cart('1 hour');

select set_eq(
    $$select product_id, quantity, reserved_until > now() + interval '59 minutes' as longer from pg_temp.held join given on user_id = ada$$,
    'select lamp, 4 as quantity, true as longer from given union all select chair, 3, true from given',
    'held again, it is held as it is now'
);

select is(
    (select count(*) from pg_temp.held join given on user_id = eve), 1::bigint,
    'and the other one goes on being held'
);

select is(
    (select reserved from shop.products join given on id = lamp), 5,
    'what was held before is not held twice'
);

update shop.cart_items set quantity = 5 where quantity = 4;

select throws_ok(
    'select shop.hold_cart()', 'SHC04', 'Lamp cannot be held: there are 4, and 5 are wanted (not_enough)',
    'what there is not enough of is not held'
);

select is(
    (select sum(quantity) from pg_temp.held join given on user_id = ada), 7::bigint,
    'and what was, goes on being'
);

update shop.cart_items set quantity = 4 where quantity = 5;

select lives_ok(
    $$select shop.hold_cart('1 minute')$$,
    'a minute is a while'
);

select results_eq(
    $$select test.sqlstate(format('select shop.hold_cart(%L)', hold)) from unnest(array['59.9 seconds', '1 hour 1 second', null]) as hold$$,
    array[
        'SHS02: held for 00:00:59.9: it is a minute to an hour', 'SHS02: held for 01:00:01: it is a minute to an hour',
        'SHS02: held for NULL: it is a minute to an hour'
    ],
    'less is none, and more keeps others from buying'
);

delete from shop.stock_reservations where cart_id = (select c.id from shop.carts as c join given on c.user_id = eve);
select shop.hold_cart();

select is(
    (select sum(quantity) from pg_temp.held), 7::bigint, 'held again, it is held once, if nobody else holds anything, too'
);

select * from finish();
rollback;
