begin;
select plan(14);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(price => 10, stock => 200) as lamp,
           test.shop_product('Chair', price => 40, stock => 0) as chair, test.shop_product('Stool', stock => 1) as stool;
create temporary table made as select test.shop_variant(chair, 'CHAIR-RED', 3) as red from given;
select test.act(ada) from given;

select is(
    shop.put_in_cart(lamp, 2), 2,
    'something is put into a cart that was not there'
) from given;

select is(
    shop.put_in_cart(lamp), 3,
    'more of it is added'
) from given;

select throws_ok(
    'select shop.put_in_cart(lamp, 98) from given',
    'SHC09', 'more than 100 units of Lamp: a line holds 1 to 100',
    'up to 100 units'
);

select throws_ok(
    'select shop.put_in_cart(lamp, 0) from given',
    'SHC09', '0 units of Lamp: it is 1 to 100',
    'from one on'
);

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select shop.my_cart(), stool, 101 from given',
    '23514', 'new row for relation "cart_items" violates check constraint "cart_items_quantity_is_at_most_100"',
    'whoever writes it'
);

select throws_ok(
    'select shop.put_in_cart(chair) from given',
    'SHC03', 'Chair is sold as one of its variants, and none was chosen',
    'of a product with variants, one is chosen'
);

select shop.put_in_cart(chair, 2, red), shop.put_in_cart(stool, 2) from given, made;

select results_eq(
    'select name, quantity, unit_price, price_changed, available, problem from shop.cart_lines() order by name',
    $$values
        ('Chair', 2, 40::numeric, false, 3, null),
        ('Lamp', 3, 10, false, 200, null),
        ('Stool', 2, 10, false, 1, 'not_enough')
    $$,
    'the cart says what there is of what it holds'
);

update shop.products set price = 11 where name = 'Lamp';
update shop.product_variants set price_delta = -5;
update shop.products set active = false where name = 'Stool';

select results_eq(
    'select name, unit_price, price_when_added, price_changed, problem from shop.cart_lines() order by name',
    $$values
        ('Chair', 35::numeric, 40::numeric, true, null),
        ('Lamp', 11, 10, true, null),
        ('Stool', 10, 10, false, 'not_sold')
    $$,
    'which prices changed since, and what is not sold any more'
);

select throws_ok(
    'select shop.put_in_cart(stool) from given',
    'SHC03', 'product ' || stool || ' is not sold',
    'what is not sold is not put in'
) from given;

select lives_ok(
    'select shop.set_quantity(stool, 0), shop.set_quantity(lamp, 1) from given',
    'a quantity is set, and a line taken out'
);

select results_eq(
    'select name, quantity from shop.cart_lines() order by name',
    $$values ('Chair', 2), ('Lamp', 1)$$,
    'and what is left stands there'
);

select test.act(null);

select is_empty(
    'select * from shop.cart_lines()',
    'nobody has an empty cart'
);

select throws_ok(
    'select shop.put_in_cart(lamp) from given',
    'SH001', 'nobody acts in this transaction',
    'and puts nothing into it'
);

select test.act(ada) from given;
select shop.set_quantity(lamp, 0) from given;
select shop.set_quantity(lamp, 1) from given;

select is(
    (select quantity from shop.cart_items join given on lamp = product_id), 1, 'what is not in it yet is put into it'
);

select * from finish();
rollback;
