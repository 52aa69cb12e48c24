begin;
select plan(7);

-- CALL takes no subquery; a setting stands for the id.
select set_config('test.ada', test.shop_user('ada@example.com')::text, true);
call platform.act_as(current_setting('test.ada'), 'customer');

select throws_ok(
    $$call platform.act_as('8c1f0f5e-0000-4000-8000-000000000001', 'customer')$$,
    'PF002', 'nobody with id ''8c1f0f5e-0000-4000-8000-000000000001'' may act as ''customer''',
    'nobody acts under an id that no context knows'
);

select throws_like(
    $$call platform.act_as(current_setting('test.ada'), 'admin')$$,
    'nobody with id % may act as ''admin''',
    'a customer does not act as an administrator'
);

select throws_ok(
    $$call platform.act_as('ada', 'customer')$$,
    'PF002', 'nobody with id ''ada'' may act as ''customer''',
    'an id of another form is nobody''s, not an error of its type'
);

select throws_ok(
    'call platform.act_as(null, null)',
    'PF002', 'nobody with id NULL may act as NULL',
    'nobody is not somebody'
);

select is(
    platform.actor_id() || ' ' || platform.actor_role(), current_setting('test.ada') || ' customer',
    'after a refusal the actor is who it was'
);

delete from platform.actor_sources;

select throws_like(
    $$call platform.act_as(current_setting('test.ada'), 'customer')$$,
    'nobody with id % may act as ''customer''',
    'where no context declared its actors, nobody is known'
);

select lives_ok(
    $$select platform.declare_actors('shop'), platform.declare_actors('shop')$$,
    'a context may declare its actors twice'
);

select * from finish();
rollback;
