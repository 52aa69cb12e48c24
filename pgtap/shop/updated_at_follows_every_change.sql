begin;
select plan(10);

create temporary table given as
    select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_cart(user_id) as cart_id, test.shop_order(user_id) as order_id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart_id, product_id, 1 from made, given;

update shop.users set updated_at = '1999-09-09', email = email;
update shop.products set updated_at = '1999-09-09', name = name;
update shop.carts set updated_at = '1999-09-09', user_id = user_id;
update shop.cart_items set updated_at = '1999-09-09', quantity = quantity;
update shop.orders set updated_at = '1999-09-09', status = status;

select is(
    updated_at, now(),
    'users.updated_at stays while nothing changes, whatever is written to it'
) from shop.users;

select is(
    updated_at, now(),
    'products.updated_at stays while nothing changes, whatever is written to it'
) from shop.products;

select is(
    updated_at, now(),
    'carts.updated_at stays while nothing changes, whatever is written to it'
) from shop.carts;

select is(
    updated_at, now(),
    'cart_items.updated_at stays while nothing changes, whatever is written to it'
) from shop.cart_items;

select is(
    updated_at, now(),
    'orders.updated_at stays while nothing changes, whatever is written to it'
) from shop.orders;

update shop.users set role = 'admin';
update shop.products set stock = stock - 1;
update shop.carts set user_id = test.shop_user('grace@example.com');
update shop.cart_items set quantity = quantity + 1;
update shop.orders set status = 'paid';

select ok(
    updated_at > now(),
    'users.updated_at follows a change'
) from shop.users where role = 'admin';

select ok(
    updated_at > now(),
    'products.updated_at follows a change'
) from shop.products;

select ok(
    updated_at > now(),
    'carts.updated_at follows a change'
) from shop.carts;

select ok(
    updated_at > now(),
    'cart_items.updated_at follows a change'
) from shop.cart_items;

select ok(
    updated_at > now(),
    'orders.updated_at follows a change'
) from shop.orders;

select * from finish();
rollback;
