begin;
select plan(4);

select is(
    coalesce(platform.actor_role(), platform.request_id()), null,
    'both are NULL in a transaction that names none'
);

set local app.current_user_role = 'coach';
set local app.request_id = 'request-17';

select is(
    platform.actor_role(), 'coach',
    'the role is the one the transaction named'
);

select is(
    platform.request_id(), 'request-17',
    'the request is the one the transaction named'
);

set local app.current_user_role = '';
set local app.request_id = '';

select is(
    coalesce(platform.actor_role(), platform.request_id()), null,
    'an empty setting names none'
);

select * from finish();
rollback;
