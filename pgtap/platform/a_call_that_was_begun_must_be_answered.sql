begin;
select plan(7);

select platform.begin_once('checkout', 'key-0001', '{"cart": 7}');

select throws_ok(
    'set constraints all immediate',
    'PFI03', 'the call of checkout under key ''key-0001'' was begun and not answered in its transaction',
    'a call cannot be committed before it is answered'
);

select throws_ok(
    $$select platform.begin_once('checkout', 'key-0001', '{"cart": 7}')$$,
    'PFI02', 'a call of checkout under key ''key-0001'' is being worked on',
    'nor begun a second time by the transaction that works on it'
);

select throws_ok(
    $$select platform.answer_once('checkout', 'key-0001', null)$$,
    'PFI04', 'an answer is not NULL',
    'NULL is no answer'
);

select platform.answer_once('checkout', 'key-0001', '{"order": 12}');

select lives_ok(
    'set constraints all immediate',
    'once it is answered it can be committed'
);

select throws_ok(
    $$select platform.answer_once('checkout', 'key-0001', '{"order": 13}')$$,
    'PFI05', 'this transaction did not begin a call of checkout under key ''key-0001''',
    'it cannot be answered twice'
);

select throws_ok(
    $$select platform.answer_once('checkout', 'key-0002', '{}')$$,
    'PFI05', 'this transaction did not begin a call of checkout under key ''key-0002''',
    'what nobody began cannot be answered'
);

select throws_ok(
    'select platform.answer_once(null, null, ''{}'')',
    'PFI05', 'this transaction did not begin a call of NULL under key NULL',
    'nor what has no name'
);

select * from finish();
rollback;
