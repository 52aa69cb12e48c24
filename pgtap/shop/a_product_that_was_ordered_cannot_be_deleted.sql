begin;
select plan(2);

create temporary table given as select test.shop_user() as user_id, test.shop_product() as product_id;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select test.shop_order(user_id), product_id, 1, 10 from given;

select test.is_restricted(
    'delete from shop.products where id = (select product_id from given)',
    'order_items_product_id_fkey', 'products', 'order_items',
    'a product that was ordered cannot be deleted'
);

select lives_ok(
    'update shop.products set deleted_at = now(), active = false where id = (select product_id from given)',
    'it can be taken out of the catalogue'
);

select * from finish();
rollback;
