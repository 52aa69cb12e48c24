begin;
select plan(8);

select results_eq(
    $$select * from platform.begin_once('checkout', 'key-0001', '{"cart": 7, "gift": false}')$$,
    'values (false, null::jsonb)',
    'the first call of a key is to be worked on'
);

select lives_ok(
    $$select platform.answer_once('checkout', 'key-0001', '{"order": 12}')$$,
    'its answer is stored'
);

select results_eq(
    $$select * from platform.begin_once('checkout', 'key-0001', '{"gift":false,"cart":7}')$$,
    $$values (true, '{"order": 12}'::jsonb)$$,
    'the same key and the same request, spelled otherwise, get the stored answer'
);

select is(
    replayed, false,
    'another operation has keys of its own'
) from platform.begin_once('refund', 'key-0001', '{}');

set local app.current_user_id = 'grace';

select is(
    replayed, false,
    'another actor has keys of its own: nobody gets the answer of somebody else'
) from platform.begin_once('checkout', 'key-0001', '{"cart": 7, "gift": false}');

select platform.answer_once('checkout', 'key-0001', 'null');

select results_eq(
    $$select * from platform.begin_once('checkout', 'key-0001', '{"cart": 7, "gift": false}')$$,
    $$values (true, 'null'::jsonb)$$,
    'a JSON null is an answer'
);

select results_eq(
    $$select fingerprint from platform.idempotency_keys where operation = 'checkout' and actor = 'grace'$$,
    $$select sha256('{"cart": 7, "gift": false}')$$,
    'of the request its SHA-256 is kept'
);

select ok(
    expires_at between created_at + interval '24 hours' and created_at + interval '24 hours 1 second',
    'the answer is kept for a day'
) from platform.idempotency_keys where operation = 'checkout' and actor = 'grace';

select * from finish();
rollback;
