begin;
select plan(7);

create temporary table given as
    select test.shop_user() as ada, test.shop_product() as lamp, test.shop_product('Chair') as chair;
create temporary table made as select test.shop_order(ada) as order_id from given;

select throws_ok(
    'set constraints all immediate',
    'SHO02', (select format('order %s costs 10.00, and its lines 0', order_number) from shop.orders),
    'an order without lines costs nothing, or is not committed'
);

insert into shop.order_items (order_id, product_id, quantity, unit_price) select order_id, lamp, 2, 5 from made, given;

select lives_ok(
    'set constraints all immediate',
    'with lines that make up its total it may be'
);

set constraints all deferred;
insert into shop.order_items (order_id, product_id, quantity, unit_price) select order_id, chair, 1, 0.01 from made, given;

select throws_ok(
    'set constraints all immediate',
    'SHO02', (select format('order %s costs 10.00, and its lines 10.01', order_number) from shop.orders),
    'a line that is added later breaks it'
);

delete from shop.order_items where unit_price = 0.01;
set constraints all immediate;

select throws_ok(
    'update shop.order_items set quantity = 3, line_total = 15',
    'SHO02', (select format('order %s costs 10.00, and its lines 15.00', order_number) from shop.orders),
    'and so does one that is changed'
);

select throws_ok(
    'delete from shop.order_items',
    'SHO02', (select format('order %s costs 10.00, and its lines 0', order_number) from shop.orders),
    'or taken out'
);

select throws_ok(
    'update shop.order_items set line_total = 9',
    '23514', 'new row for relation "order_items" violates check constraint "order_items_total_is_quantity_times_price"',
    'a line costs its units at their price'
);

select throws_ok(
    'update shop.orders set total_amount = 9',
    'SHO02', (select format('the total of order %s is 10.00 EUR, and does not change', order_number) from shop.orders),
    'a total does not change'
);

select * from finish();
rollback;
