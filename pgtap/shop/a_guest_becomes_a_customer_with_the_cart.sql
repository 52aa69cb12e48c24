begin;
select plan(13);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 300) as lamp, test.shop_product('Chair', stock => 9) as chair,
           shop.start_guest() as guest;

select results_eq(
    'select is_guest, password_hash, email::text = ''guest-'' || id || ''@guest.invalid'' from shop.users, given where id = guest',
    'values (true, null::text, true)',
    'a guest has no password and nobody''s address'
);

select test.act(guest) from given;
select shop.put_in_cart(lamp, 60), shop.put_in_cart(chair, 2), shop.hold_cart() from given;

select results_eq(
    'select quantity, cart_id is not null from shop.stock_reservations order by quantity',
    'values (2, true), (60, true)',
    'what a guest thinks about may be held, too'
);

select test.act(ada) from given;
select shop.put_in_cart(lamp, 70) from given;

select throws_ok(
    'select shop.merge_cart(ada) from given',
    'SHC10', format('there is no guest %s with a cart', ada),
    'a customer is no guest'
) from given;

select is(
    (select shop.merge_cart(guest) from given), 2,
    'at the login the lines of the guest move over'
);

select results_eq(
    'select name, quantity from shop.cart_lines() order by name',
    $$values ('Chair', 2), ('Lamp', 100)$$,
    'equal ones are added up, to at most 100'
);

select is_empty(
    'select * from shop.users, given where id = guest',
    'a guest who ordered nothing is gone'
);

select is_empty(
    'select * from shop.stock_reservations union all select null, null, null, null, null, null, null, null where exists (select from test.shop_stock_disagrees())',
    'and what was held is free'
);

select throws_ok(
    'select shop.merge_cart(guest) from given',
    'SHC10', format('there is no guest %s with a cart', guest),
    'a cart is merged once'
) from given;

-- A guest who ordered stays, for the order does.
create temporary table other as select shop.start_guest() as guest;
select test.act(guest) from other;
select shop.put_in_cart(chair) from given;

select lives_ok(
    $$select * from shop.checkout('key-0123456', 'pickup_local', contact => 'Ada@Example.com')$$,
    'a guest orders, with an address to write to'
);

select is(
    (select contact_email::text from shop.orders), 'ada@example.com',
    'which is kept with the order, in lower case, whosever account has it'
);

select test.act(ada) from given;
select shop.merge_cart(guest) from other;

select isnt_empty(
    'select * from shop.users, other where id = guest',
    'a guest who ordered stays'
);

select throws_ok(
    $$update shop.users set is_guest = true where email = 'ada@example.com'$$,
    '23514', 'new row for relation "users" violates check constraint "users_guest_has_no_password"',
    'a guest with a password would be an account'
);

select throws_ok(
    $$insert into shop.users (email, is_guest) values ('grace@example.com', true)$$,
    '23514', 'new row for relation "users" violates check constraint "users_guest_takes_nobodys_address"',
    'and one with an address would stand in the way of its owner'
);

select * from finish();
rollback;
