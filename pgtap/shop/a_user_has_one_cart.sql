begin;
select plan(2);

create temporary table given as select test.shop_user() as ada, test.shop_user('grace@example.com') as grace;
create temporary table made as select test.shop_cart(ada) as id from given;

select throws_ok(
    'insert into shop.carts (user_id) select ada from given',
    '23505', 'duplicate key value violates unique constraint "carts_user_unique"',
    'a user has one cart'
);

select lives_ok(
    'insert into shop.carts (user_id) select grace from given',
    'another user has another'
);

select * from finish();
rollback;
