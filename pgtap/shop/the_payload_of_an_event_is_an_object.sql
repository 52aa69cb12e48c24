begin;
select plan(7);

select lives_ok(
    $$insert into shop.analytics_events (event_type, payload) values ('page_view', '{}')$$,
    'an empty object is a payload'
);

select lives_ok(
    $$insert into shop.analytics_events (event_type, payload) values ('page_view', '{"path": "/", "took": 12}')$$,
    'an object with particulars is a payload'
);

select throws_ok(
    format(
        'insert into shop.analytics_events (event_type, payload, created_at) values (''page_view'', %L, ''2025-06-01'')', payload
    ),
    '23514',
    'new row for relation "analytics_events_before" violates check constraint "analytics_events_payload_is_an_object"',
    format('%s is no payload', payload)
)
from (values ('[]'), ('"text"'), ('1'), ('true'), ('null')) as refused (payload);

select * from finish();
rollback;
