begin;
select plan(5);

create temporary table given as
    select test.shop_product() as lamp,
           test.shop_order(test.shop_user(), 'CHF') as order_id;

select throws_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price, currency)
        select order_id, lamp, 1, 10, 'EUR' from given
    $$,
    '23503',
    'insert or update on table "order_items" violates foreign key constraint "order_items_order_id_currency_fkey"',
    'an order in francs has no item in euros'
);

select throws_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price)
        select order_id, lamp, 1, 10 from given
    $$,
    '23503',
    'insert or update on table "order_items" violates foreign key constraint "order_items_order_id_currency_fkey"',
    'the default currency is no way around it'
);

select lives_ok(
    $$update shop.orders set currency = 'USD'$$,
    'the currency of an order without items may change'
);

update shop.orders set currency = 'CHF';

select lives_ok(
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price, currency)
        select order_id, lamp, 1, 10, 'CHF' from given
    $$,
    'an order in francs has items in francs'
);

select test.is_restricted(
    $$update shop.orders set currency = 'USD'$$,
    'order_items_order_id_currency_fkey', 'orders', 'order_items',
    'the currency of an order with an item is fixed'
);

select * from finish();
rollback;
