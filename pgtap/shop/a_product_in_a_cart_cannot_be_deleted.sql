begin;
select plan(2);

create temporary table given as select test.shop_user() as user_id, test.shop_product(stock => 0) as product_id;
insert into shop.cart_items (cart_id, product_id, quantity)
    select test.shop_cart(user_id), product_id, 1 from given;

select test.is_restricted(
    'delete from shop.products where id = (select product_id from given)',
    'cart_items_product_id_fkey', 'products', 'cart_items',
    'a product that stands in a cart cannot be deleted'
);

delete from shop.cart_items;

select lives_ok(
    'delete from shop.products where id = (select product_id from given)',
    'a product in no cart and no order that never moved can be deleted'
);

select * from finish();
rollback;
