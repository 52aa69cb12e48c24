begin;
select plan(3);

create temporary table given as select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table cart as select test.shop_cart(user_id) as id from given;
insert into shop.cart_items (cart_id, product_id, quantity) select cart.id, product_id, 1 from cart, given;

select lives_ok(
    'delete from shop.users where id = (select user_id from given)',
    'a user without orders can be deleted'
);

select is_empty(
    'select * from shop.carts',
    'the cart goes with the user'
);

select is_empty(
    'select * from shop.cart_items',
    'and the items with the cart'
);

select * from finish();
rollback;
