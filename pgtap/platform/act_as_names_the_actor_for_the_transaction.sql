begin;
select plan(6);

-- CALL takes no subquery; a setting stands for the id.
select set_config('test.ada', test.shop_user('ada@example.com')::text, true);

savepoint before_acting;
call platform.act_as(current_setting('test.ada'), 'customer');

select is(
    platform.actor_id(), current_setting('test.ada'),
    'the actor is the one that was named'
);

select is(
    platform.actor_role(), 'customer',
    'in the role that was named'
);

rollback to savepoint before_acting;

select is(
    platform.actor_id(), null,
    'the actor goes with the transaction'
);

select is(
    platform.actor_role(), null,
    'and so does the role'
);

set local role shop_user;

select throws_ok(
    'select * from shop.users',
    '42501', 'permission denied for table users',
    'who may read no passwords'
);

select lives_ok(
    $$call platform.act_as(current_setting('test.ada'), 'customer')$$,
    'can act as one'
);

reset role;

select * from finish();
rollback;
