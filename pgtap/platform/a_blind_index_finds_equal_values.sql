begin;
select plan(9);

select privacy.use_blind_index_key(repeat('5e', 32));

select is(
    privacy.blind_index('email', ' Ada@Example.COM '), privacy.blind_index('email', 'ada@example.com'),
    'addresses that differ in capitals and white space are equal'
);

select is(
    privacy.blind_index('phone', '0033 (6) 12-34.56 78'), privacy.blind_index('phone', '+33612345678'),
    'numbers that differ in spelling are equal'
);

select is(
    encode(privacy.blind_index('phone', '0033 (6) 12-34.56 78'), 'hex'),
    encode(extensions.hmac('phone:+33612345678'::bytea, decode(repeat('5e', 32), 'hex'), 'sha256'), 'hex'),
    'and that of a number is no address''s'
);

select isnt(
    privacy.blind_index('email', 'ada@example.com'), privacy.blind_index('email', 'grace@example.com'),
    'different addresses are different'
);

select is(
    encode(privacy.blind_index('email', 'ada@example.com'), 'hex'),
    encode(extensions.hmac('email:ada@example.com'::bytea, decode(repeat('5e', 32), 'hex'), 'sha256'), 'hex'),
    'an index is HMAC-SHA-256 of the kind and the normalised value'
);

create temporary table before_change as select privacy.blind_index('email', 'ada@example.com') as value;
select privacy.use_blind_index_key(repeat('5f', 32));

select isnt(
    privacy.blind_index('email', 'ada@example.com'), value,
    'another key gives another index'
) from before_change;

select is(
    privacy.blind_index('email', null), null,
    'NULL stays NULL'
);

select throws_ok(
    $$select privacy.blind_index('name', 'Ada')$$,
    'PFE04', 'there is no blind index of this kind',
    'there is an index of e-mail and phone, and of nothing else'
);

select privacy.use_blind_index_key('');

select is(
    privacy.blind_index('phone', null), null,
    'and needs no key'
);

select * from finish();
rollback;
