begin;
select plan(3);

create temporary table given as select test.shop_user() as user_id;
create temporary table made as select test.shop_order(user_id) as id from given;

select test.is_restricted(
    'delete from shop.users where id = (select user_id from given)',
    'orders_user_id_fkey', 'users', 'orders',
    'a user with an order cannot be deleted'
);

delete from shop.orders where id = (select id from made);

select lives_ok(
    'delete from shop.users where id = (select user_id from given)',
    'once the order is gone, the user can be'
);

select is_empty(
    'select * from shop.users',
    'and is'
);

select * from finish();
rollback;
