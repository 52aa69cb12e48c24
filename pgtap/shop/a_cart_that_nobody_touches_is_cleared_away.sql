begin;
select plan(5);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 9) as lamp, shop.start_guest() as guest;
select test.act(ada) from given;
select shop.put_in_cart(lamp) from given;
update shop.carts set expires_at = now() - interval '1 second';

select is(
    shop.put_in_cart(lamp), 2,
    'something is put into a cart that has expired'
) from given;

select is(
    shop.expire_carts(), 1,
    'that keeps it; another is cleared away'
);

select results_eq(
    'select user_id from shop.carts union all select id from shop.users where is_guest',
    'select ada from given',
    'with the guest who had nothing else'
);

update shop.carts set expires_at = now() - interval '1 second';
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
    select lamp, 1, id, now() - interval '1 second' from given, shop.carts;

select is(
    shop.expire_carts(), 0,
    'a cart for which something is held waits until that has ended'
);

select shop.time_out();

select is(
    shop.expire_carts(), 1,
    'and then goes'
);

select * from finish();
rollback;
