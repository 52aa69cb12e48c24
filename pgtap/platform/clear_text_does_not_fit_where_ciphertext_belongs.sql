begin;
select plan(5);

create temporary table people (email privacy.ciphertext);

select throws_ok(
    $$insert into people values ('ada@example.com')$$,
    '23514', 'value for domain privacy.ciphertext violates check constraint "ciphertext_has_version_1"',
    'clear text is refused'
);

select throws_ok(
    $$insert into people values ('\x01')$$,
    '23514', 'value for domain privacy.ciphertext violates check constraint "ciphertext_is_long_enough"',
    'a value that is too short to be a message is refused'
);

select throws_ok(
    $$insert into people values ('')$$,
    '23514', 'value for domain privacy.ciphertext violates check constraint "ciphertext_has_version_1"',
    'an empty one is refused'
);

select privacy.use_key('k', repeat('1a', 32));
select lives_ok(
    $$insert into people values (privacy.encrypt('')), (null)$$,
    'the shortest encrypted value fits, and NULL does'
);

select results_eq(
    $$select test.sqlstate(format('insert into people values (%L)', '\x01'::bytea || decode(repeat('00', more), 'hex')))
      from unnest(array[59, 60]) as more$$,
    array['23514: value for domain privacy.ciphertext violates check constraint "ciphertext_is_long_enough"', null],
    'sixty bytes are too few'
);

select * from finish();
rollback;
