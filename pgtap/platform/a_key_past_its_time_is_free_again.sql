begin;
select plan(4);

select platform.begin_once('checkout', 'key-0001', '{"cart": 7}', keep => '1 hour');
select platform.answer_once('checkout', 'key-0001', '{"order": 12}');

select ok(
    expires_at between created_at + interval '1 hour' and created_at + interval '1 hour 1 second',
    'a caller chooses how long the answer is kept'
) from platform.idempotency_keys;

update platform.idempotency_keys
    set created_at = '2001-01-01', answered_at = '2001-01-01', expires_at = '2001-01-02';

select is(
    replayed, false,
    'after that the call is worked on again, whatever its request'
) from platform.begin_once('checkout', 'key-0001', '{"cart": 8}');

select platform.answer_once('checkout', 'key-0001', '{"order": 13}');

select results_eq(
    $$select * from platform.begin_once('checkout', 'key-0001', '{"cart": 8}')$$,
    $$values (true, '{"order": 13}'::jsonb)$$,
    'and answered anew'
);

select is(
    (select count(*) from platform.idempotency_keys), 1::bigint,
    'the row of the former call is gone'
);

select * from finish();
rollback;
