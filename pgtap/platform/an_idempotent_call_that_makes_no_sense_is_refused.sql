begin;
select plan(11);

select throws_ok(
    $$select platform.begin_once(null, 'key-0001', '{}')$$,
    'PFI04', 'an idempotent call names its operation, its key and its request',
    'a call without an operation is refused'
);

select throws_ok(
    $$select platform.begin_once('checkout', null, '{}')$$,
    'PFI04', 'an idempotent call names its operation, its key and its request',
    'without a key'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', null)$$,
    'PFI04', 'an idempotent call names its operation, its key and its request',
    'without a request'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', '{}', keep => '0 seconds')$$,
    'PFI04', 'an answer kept for 00:00:00: it is at least a second and at most 30 days',
    'an answer that is not kept is of no use'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', '{}', keep => '31 days')$$,
    'PFI04', 'an answer kept for 31 days: it is at least a second and at most 30 days',
    'nor is one kept for ever'
);

select throws_ok(
    $$select platform.begin_once('Check out', 'key-0001', '{}')$$,
    '23514', 'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_operation_is_a_name"',
    'an operation has a name'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key', '{}')$$,
    '23514',
    'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_key_is_8_to_200_characters"',
    'a short key is refused: two callers might choose it'
);

select throws_ok(
    $$select platform.begin_once('checkout', repeat('k', 201), '{}')$$,
    '23514',
    'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_key_is_8_to_200_characters"',
    'a long one is refused'
);

select throws_ok(
    $$insert into platform.idempotency_keys values ('checkout', '', 'key-0001', 'short', null, now(), null, now() + '1 h')$$,
    '23514', 'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_fingerprint_is_sha256"',
    'a fingerprint has 32 bytes'
);

select throws_ok(
    $$insert into platform.idempotency_keys values ('checkout', '', 'key-0001', sha256(''), '{}', now(), null, now() + '1 h')$$,
    '23514', 'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_answer_has_a_time"',
    'an answer has a time'
);

select throws_ok(
    $$insert into platform.idempotency_keys values ('checkout', '', 'key-0001', sha256(''), null, now(), null, now())$$,
    '23514',
    'new row for relation "idempotency_keys" violates check constraint "idempotency_keys_expire_after_they_were_made"',
    'a key does not expire before it is made'
);

select * from finish();
rollback;
