begin;
select plan(19);

-- Three amounts obey the same rules: they are tried one after the other with the same figures.
create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as select test.shop_order(user_id) as order_id from given;

create temporary table tried (relation text, what text, statement text);
insert into tried values
    ('products', 'price',
     'update shop.products set price = %s'),
    ('orders', 'total_amount',
     'insert into shop.orders (user_id, total_amount) select user_id, %s from given'),
    ('order_items', 'unit_price',
     'insert into shop.order_items (order_id, product_id, quantity, unit_price)
      select order_id, product_id, 1, %s from made, given
      on conflict (order_id, product_id, variant_id)
      do update set unit_price = excluded.unit_price, line_total = excluded.line_total');

select lives_ok(
    format(statement, amount),
    format('%s.%s accepts %s', relation, what, why)
)
from tried
cross join (values
    ('0', 'nothing'),
    ('0.01', 'a cent'),
    ('9999999999.99', 'the largest amount of twelve digits')
) as accepted (amount, why);

select throws_ok(
    format(statement, '-0.01'),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_%s_is_not_negative"', relation, what),
    format('%s.%s refuses a cent below nothing', relation, what)
)
from tried;

select throws_ok(
    format(statement, $$'NaN'$$),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_%s_is_a_number"', relation, what),
    format('%s.%s refuses NaN, which sorts above every number', relation, what)
)
from tried;

select throws_ok(
    format(statement, '9999999999.995'),
    '22003', 'numeric field overflow',
    format('%s.%s refuses an amount of eleven digits before the point', relation, what)
)
from tried;

insert into shop.products (name, price, stock) values ('Chair', 10.005, 1);

select is(
    price, 10.01,
    'half a cent is rounded up'
) from shop.products where name = 'Chair';

select * from finish();
rollback;
