begin;
select plan(4);

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
    $$
        insert into shop.order_items (order_id, product_id, quantity, unit_price, currency)
        select order_id, lamp, 1, 10, 'CHF' from given
    $$,
    'an order in francs has items in francs'
);

select throws_ok(
    $$update shop.orders set currency = 'USD'$$,
    'SHO02', (select format('the total of order %s is 10.00 CHF, and does not change', order_number) from shop.orders),
    'the currency of an order is fixed'
);

select * from finish();
rollback;
