set local role shop_owner;

select privacy.undescribe_table('shop.stock_reservations');

select privacy.describe_table('shop.stock_reservations');

select privacy.describe_link('shop.stock_reservations', '{cart_id}', 'shop.carts', '{id}', on_erase => 'delete');
select privacy.describe_link('shop.stock_reservations', '{order_id}', 'shop.orders', '{id}', on_erase => 'delete');

select privacy.describe_column('shop.stock_reservations', name, 'none')
from unnest(array['id', 'cart_id', 'order_id', 'created_at']) as name;

select privacy.describe_column('shop.stock_reservations', name, 'behaviour', 'to hold what was chosen', 'contract', 'delete')
from unnest(array['product_id', 'variant_id', 'quantity', 'reserved_until']) as name;
