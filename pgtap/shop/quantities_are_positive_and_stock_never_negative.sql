begin;
select plan(10);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product(stock => 1) as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;

create temporary table tried (relation text, statement text);
insert into tried values
    ('cart_items',
     'insert into shop.cart_items (cart_id, product_id, quantity)
      select cart_id, product_id, %s from made, given
      on conflict (cart_id, product_id, variant_id) do update set quantity = excluded.quantity'),
    ('order_items',
     'insert into shop.order_items (order_id, product_id, quantity, unit_price)
      select order_id, product_id, %s, 10 from made, given
      on conflict (order_id, product_id, variant_id)
      do update set quantity = excluded.quantity, line_total = excluded.line_total');

select lives_ok(
    format(statement, 1),
    format('%s accepts one unit', relation)
)
from tried;

select throws_ok(
    format(statement, 0),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_quantity_is_positive"', relation),
    format('%s refuses no unit at all', relation)
)
from tried;

select throws_ok(
    format(statement, -1),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_quantity_is_positive"', relation),
    format('%s refuses a unit less than none', relation)
)
from tried;

select lives_ok(
    'update shop.products set stock = stock - 1',
    'the last unit can be sold'
);

select throws_ok(
    'update shop.products set stock = stock - 1',
    '23514', 'new row for relation "products" violates check constraint "products_stock_is_not_negative"',
    'the unit after the last one cannot'
);

select is(
    (select stock from shop.products), 0,
    'and the stock stays at nothing'
);

select throws_ok(
    $$insert into shop.products (name, price, stock) values ('Chair', 10, -1)$$,
    '23514', 'new row for relation "products" violates check constraint "products_stock_is_not_negative"',
    'a new product cannot begin below nothing'
);

select * from finish();
rollback;
