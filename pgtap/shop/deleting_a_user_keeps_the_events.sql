begin;
select plan(2);

create temporary table given as select test.shop_user() as ada, test.shop_user('grace@example.com') as grace;
insert into shop.analytics_events (event_type, user_id, payload)
    select 'page_view', unnest(array[ada, grace]), '{"path": "/"}' from given;

delete from shop.users where email = 'ada@example.com';

select results_eq(
    $$select event_type::text, payload from shop.analytics_events where user_id is null$$,
    $$values ('page_view', '{"path": "/"}'::jsonb)$$,
    'the event stays and no longer says whose it was'
);

select is(
    (select count(*) from shop.analytics_events where user_id = (select grace from given)), 1::bigint,
    'the events of others keep their user'
);

select * from finish();
rollback;
