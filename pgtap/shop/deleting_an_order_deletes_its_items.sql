begin;
select plan(2);

create temporary table given as select test.shop_user() as user_id, test.shop_product() as product_id;
create temporary table made as
    select test.shop_order(user_id) as first, test.shop_order(user_id) as second from given;
insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select unnest(array[first, second]), product_id, 1, 10 from made, given;

delete from shop.orders where id = (select first from made);

select is_empty(
    'select * from shop.order_items where order_id = (select first from made)',
    'the items go with their order'
);

select is(
    (select count(*) from shop.order_items where order_id = (select second from made)), 1::bigint,
    'the items of another order stay'
);

select * from finish();
rollback;
