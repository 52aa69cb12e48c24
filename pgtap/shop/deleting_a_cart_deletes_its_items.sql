begin;
select plan(3);

create temporary table given as
    select test.shop_user('ada@example.com') as ada, test.shop_user('grace@example.com') as grace,
           test.shop_product() as product_id;
create temporary table cart as select test.shop_cart(ada) as ada, test.shop_cart(grace) as grace from given;
insert into shop.cart_items (cart_id, product_id, quantity)
    select unnest(array[cart.ada, cart.grace]), product_id, 1 from cart, given;

delete from shop.carts where id = (select ada from cart);

select is_empty(
    'select * from shop.cart_items where cart_id = (select ada from cart)',
    'the items go with their cart'
);

select is(
    (select count(*) from shop.cart_items where cart_id = (select grace from cart)), 1::bigint,
    'the items of another cart stay'
);

select is(
    (select count(*) from shop.products), 1::bigint,
    'the product stays'
);

select * from finish();
rollback;
