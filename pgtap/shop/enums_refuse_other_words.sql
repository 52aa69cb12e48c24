begin;
select plan(2);

select throws_ok(
    $$insert into shop.users (email, password_hash, role) values ('ada@example.com', 'hash', 'owner')$$,
    '22P02', 'invalid input value for enum shop.user_role: "owner"',
    'nobody is an owner'
);

select throws_ok(
    $$insert into shop.orders (user_id, total_amount, status) select test.shop_user(), 1, 'lost'$$,
    '22P02', 'invalid input value for enum shop.order_status: "lost"',
    'no order is lost'
);

select * from finish();
rollback;
