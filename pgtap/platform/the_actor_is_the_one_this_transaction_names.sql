begin;
select plan(3);

set local app.current_user_id = '8c1f0f5e-0000-4000-8000-000000000001';

select is(
    platform.actor_id(), '8c1f0f5e-0000-4000-8000-000000000001',
    'the actor is the one the transaction named'
);

savepoint before_another;
set local app.current_user_id = 'a text id will do';

select is(
    platform.actor_id(), 'a text id will do',
    'the actor may be named anew, and its id is any text'
);

rollback to savepoint before_another;

select is(
    platform.actor_id(), '8c1f0f5e-0000-4000-8000-000000000001',
    'the name goes with the transaction that gave it'
);

select * from finish();
rollback;
