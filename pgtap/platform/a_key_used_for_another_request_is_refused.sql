begin;
select plan(3);

select platform.begin_once('checkout', 'key-0001', '{"cart": 7}');
select platform.answer_once('checkout', 'key-0001', '{"order": 12}');
update platform.idempotency_keys set created_at = '2001-01-01 00:00+00';
set local timezone to 'UTC';

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', '{"cart": 8}')$$,
    'PFI01', 'key ''key-0001'' was used for another request of checkout, at 2001-01-01 00:00:00+00',
    'the same key with another request is an error'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', '{}')$$,
    'PFI01', 'key ''key-0001'' was used for another request of checkout, at 2001-01-01 00:00:00+00',
    'an empty request is another request'
);

select results_eq(
    $$select * from platform.begin_once('checkout', 'key-0001', '{"cart": 7}')$$,
    $$values (true, '{"order": 12}'::jsonb)$$,
    'the first request keeps its answer'
);

select * from finish();
rollback;
