begin;
select plan(2);

-- A setting that was never made raises in current_setting(name); one that was made and undone is empty.
select is(
    platform.actor_id(), null,
    'nobody acts in a transaction that names nobody'
);

set local app.current_user_id = '';

select is(
    platform.actor_id(), null,
    'an empty setting names nobody'
);

select * from finish();
rollback;
