begin;
select plan(10);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 9) as lamp, shop.start_guest() as guest;
select test.act(ada) from given;
select shop.put_in_cart(lamp) from given;
update shop.carts set expires_at = now() - interval '1 second';

select is(
    shop.put_in_cart(lamp), 2,
    'something is put into a cart that has expired'
) from given;

select test.shop_order(ada) from given;

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

-- One who ordered before, whose cart ends at this instant; one for whose cart something is held; one who has time.
create temporary table guests as
    select test.shop_user('ordered@example.com') as ordered, test.shop_user('holding@example.com') as holding,
           test.shop_user('waiting@example.com') as waiting;
select test.shop_fill_cart(account, lamp) from guests, given, unnest(array[ordered, holding, waiting]) as account;
insert into shop.stock_reservations (product_id, quantity, cart_id, reserved_until)
    select lamp, 1, c.id, now() + interval '1 hour' from given, guests join shop.carts as c on c.user_id = guests.holding;
select test.shop_order(ordered) from guests;
update shop.users set is_guest = true, password_hash = null, email = 'guest-' || id || '@guest.invalid'
    where id in (select unnest(array[ordered, holding, waiting]) from guests);
update shop.carts set expires_at = now();
update shop.carts set expires_at = now() + interval '1 second' where user_id = (select waiting from guests);

select results_eq(
    'select shop.expire_carts(1) from generate_series(1, 2)', array[1, 0],
    'a cart goes when its time has come, the one for which something is held does not'
);

select set_eq(
    'select user_id from shop.carts',
    'select holding from guests union all select waiting from guests',
    'and the others stay'
);

select isnt_empty(
    'select from shop.users, guests where id = ordered',
    'a guest who ordered stays without a cart'
);

select results_eq(
    $$select test.sqlstate(format('select shop.expire_carts(%L)', size)) from unnest(array[0, 1001, null]) as size$$,
    array['SHS02: a batch of 0: it is 1 to 1000', 'SHS02: a batch of 1001: it is 1 to 1000', 'SHS02: a batch of NULL: it is 1 to 1000'],
    'a batch is not too small and not too large'
);

select is(
    shop.expire_carts(1000), 0,
    'a thousand are one'
);

select * from finish();
rollback;
