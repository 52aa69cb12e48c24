begin;
select plan(7);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_product() as lamp;
select test.shop_fill_cart(ada, lamp), test.shop_fill_cart(grace, lamp) from given;
select test.act(ada) from given;
create temporary table first_answer as select * from shop.checkout('key-0123456', 'pickup_local');

select test.shop_fill_cart(ada, lamp, 2) from given;

select results_eq(
    $$select order_id, order_number, total, currency, replayed from shop.checkout('key-0123456', 'pickup_local')$$,
    'select order_id, order_number, total, currency, true from first_answer',
    'the same key gives the same order'
);

select results_eq(
    'select (select count(*) from shop.orders), (select reserved from shop.products), (select count(*) from shop.cart_items)',
    'values (1::bigint, 1, 2::bigint)',
    'and nothing happens again: what stands in the cart by now stays there'
);

select isnt(
    (select order_id from shop.checkout('key-0123457', 'pickup_local')), (select order_id from first_answer),
    'another key is another order'
);

select test.act(grace) from given;

select isnt(
    (select order_id from shop.checkout('key-0123456', 'pickup_local')), (select order_id from first_answer),
    'the same key of somebody else is somebody else''s order'
);

select throws_ok(
    $$insert into shop.orders (user_id, total_amount, idempotency_key) select ada, 0, 'key-0123456' from given$$,
    '23505', 'duplicate key value violates unique constraint "orders_user_id_idempotency_key_key"',
    'a key names one order of a customer, whatever wrote it'
);

select throws_ok(
    $$select * from shop.checkout('short', 'pickup_local')$$,
    'SHC01', 'a key of 5 characters: it has 10 to 128',
    'a key is long enough not to be somebody''s by chance'
);

select test.act(null);

select throws_ok(
    $$select * from shop.checkout('key-0123456', 'pickup_local')$$,
    'SH001', 'nobody acts in this transaction',
    'nobody orders without being somebody'
);

select * from finish();
rollback;
