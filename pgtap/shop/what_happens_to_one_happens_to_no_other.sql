begin;
select plan(9);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_user('dan@example.com') as dan,
           test.shop_admin() as admin, test.shop_product(stock => 9) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', 5) as red, test.shop_variant(chair, 'CHAIR-BLUE', 6) as blue from given;
select test.act(admin) from given;

select is((select shop.receive_stock(chair, 2, red) from given, made), 7, 'a variant is received');

select set_eq(
    'select sku::text, stock from shop.product_variants', $$values ('CHAIR-RED', 7), ('CHAIR-BLUE', 6)$$,
    'and no other of the product'
);

-- Two guests, one of whom has ordered before.
create temporary table ordered as select test.shop_paid(eve, lamp, 2) as theirs from given;
update shop.users set is_guest = true, password_hash = null, email = 'guest-' || id || '@guest.invalid'
    where id in (select unnest(array[eve, dan]) from given);
select test.shop_fill_cart(eve, lamp, 1), test.shop_fill_cart(dan, lamp, 1) from given;
select test.act(ada) from given;

select is((select shop.merge_cart(eve) from given), 1, 'the cart of a guest becomes the customer''s');

select set_eq(
    'select user_id from shop.carts', 'select ada from given union all select dan from given',
    'the guest who ordered has no cart any more, and another still has'
);

update shop.carts set expires_at = now() where user_id = (select dan from given);
select shop.expire_carts();

select set_eq(
    'select id from shop.users where is_guest', 'select eve from given',
    'a guest without an order goes with the cart, whoever else has ordered; one with an order stays'
);

set constraints all immediate;

select throws_ok(
    'insert into shop.order_items (order_id, product_id, variant_id, quantity, unit_price)
      select theirs, chair, red, 1, 10 from ordered, given, made',
    'SHO02', (select format('order %s costs %s, and its lines %s', order_number, total_amount, total_amount + 10) from shop.orders),
    'the lines of an order cost what it costs'
);

set constraints all deferred;
select test.shop_placed(ada, chair, 1, 'parcel', red) from given, made;

select lives_ok(
    'set constraints all immediate',
    'those of another have nothing to do with it'
);

select throws_ok(
    format('insert into shop.order_items (order_id, product_id, variant_id, quantity, unit_price) select %L, chair, blue, 1, 10 from given, made', id),
    'SHO02', format('order %s costs %s, and its lines %s', order_number, total_amount, total_amount + 10),
    format('whichever order is written wrongly is found: that of %s', case user_id when ada then 'ada' else 'eve' end)
)
from shop.orders, given where user_id in (ada, eve) and id <> (select theirs from ordered);

select test.shop_user('fay@example.com') as id into temporary table fay;
update shop.users set is_guest = true, password_hash = null, email = 'guest-' || id || '@guest.invalid' where id = (select id from fay);
select test.shop_fill_cart(id, lamp, 1) from fay, given;
select test.act(ada) from given;
select shop.merge_cart(id) from fay;

select is_empty(
    'select from shop.users where id = (select id from fay)', 'a guest who ordered nothing goes with the cart, whoever else has'
);

select * from finish();
rollback;
