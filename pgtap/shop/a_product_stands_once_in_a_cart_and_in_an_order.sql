begin;
select plan(6);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace,
           test.shop_product() as lamp, test.shop_product('Chair') as chair;
create temporary table made as
    select test.shop_cart(ada) as cart, test.shop_cart(grace) as other_cart,
           test.shop_order(ada) as "order", test.shop_order(ada) as other_order
    from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart, lamp, 1 from made, given;
insert into shop.order_items (order_id, product_id, quantity, unit_price) select "order", lamp, 1, 10 from made, given;

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select cart, lamp, 2 from made, given',
    '23505', 'duplicate key value violates unique constraint "cart_items_cart_product_variant_unique"',
    'a product stands once in a cart'
);

select lives_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select cart, chair, 2 from made, given',
    'another product may stand in the same cart'
);

select lives_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select other_cart, lamp, 2 from made, given',
    'the same product may stand in another cart'
);

select throws_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price)
        select "order", lamp, 2, 10 from made, given
    $$,
    '23505', 'duplicate key value violates unique constraint "order_items_order_product_variant_unique"',
    'a product stands once in an order'
);

select lives_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price)
        select "order", chair, 2, 10 from made, given
    $$,
    'another product may stand in the same order'
);

select lives_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price)
        select other_order, lamp, 2, 10 from made, given
    $$,
    'the same product may stand in another order'
);

select * from finish();
rollback;
