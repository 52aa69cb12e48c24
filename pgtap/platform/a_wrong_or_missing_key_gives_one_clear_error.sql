begin;
select plan(19);

create temporary table people (email privacy.ciphertext);
select privacy.use_key('k1', repeat('1a', 32));
insert into people values (privacy.encrypt('ada@example.com'));

select privacy.use_key('k1', repeat('99', 32));

select throws_ok(
    'select privacy.decrypt(email) from people',
    'PFE02', 'a value encrypted with key k1 cannot be read: the key is wrong or the value is damaged',
    'a value is not read with another key of the same id'
);

-- The version, the id and its length stay; each byte of the message is changed in turn, then bytes are cut off.
-- A change in the header of the message may leave it as readable as before, never readable otherwise.
create function pg_temp.read(secret bytea) returns text language plpgsql as $$
begin
    return privacy.decrypt(secret);
exception
    when sqlstate 'PFE02' then return 'PFE02';
end
$$;
select privacy.use_key('k1', repeat('1a', 32));

select set_eq(
    $$
        select pg_temp.read(set_byte(email, n, 255 - get_byte(email, n)))
        from people, generate_series(4, octet_length(email) - 1) as n
        where n > 24
    $$,
    array['PFE02'],
    'a value of which one byte was changed is not read, nor a part of it'
);

select set_eq(
    $$
        select pg_temp.read(substring(email from 1 for n))
        from people, generate_series(61, octet_length(email) - 1) as n
    $$,
    array['PFE02'],
    'a value that was cut off is not read, nor a part of it'
);

select throws_ok(
    $$select privacy.decrypt(overlay(email placing '\xff'::bytea from 3)) from people$$,
    'PFE02', 'an encrypted value cannot be read: it is damaged',
    'a value that does not say its key is damaged'
);

select privacy.use_key('k1', '');

select throws_ok(
    'select privacy.decrypt(email) from people',
    'PFE01', 'encryption key k1 is not known in this transaction',
    'without its key a value is not read'
);

select throws_ok(
    $$select privacy.encrypt('ada@example.com')$$,
    'PFE01', 'encryption key k1 is not known in this transaction',
    'nor is one written'
);

select set_config('app.encryption_key_id', '', true);

select throws_ok(
    $$select privacy.encrypt('ada@example.com')$$,
    'PFE01', 'no key for new values is known in this transaction',
    'without a key for new values none is written'
);

select throws_ok(
    $$select privacy.blind_index('email', 'ada@example.com')$$,
    'PFE01', 'the key of blind indexes is not known in this transaction',
    'without its key there is no blind index'
);

select lives_ok(
    $$select privacy.use_key('k1', 'too short to be a key')$$,
    'a key that is none is not noticed by the statement that contains it'
);

select throws_ok(
    $$select privacy.encrypt('ada@example.com')$$,
    'PFE03', 'encryption key k1 is not 64 hexadecimal digits',
    'but by the first one that needs it, which does not say it'
);

select throws_ok(
    $$select privacy.use_key(repeat('1a', 32), 'k1')$$,
    'PFE03', 'the id of a key is a lower-case letter and up to 30 letters, digits and underscores',
    'a key in the place of its id is refused, and not said'
);

select throws_ok(
    $$select privacy.encrypt('ada@example.com', with_key => repeat('1a', 32))$$,
    'PFE03', 'the id of a key is a lower-case letter and up to 30 letters, digits and underscores',
    'nor is it where a value is written'
);

-- Such a key begins as an id does.
select set_eq(
    $$
        select test.sqlstate(format(call, repeat('a1', 32)))
        from unnest(array['select privacy.use_key(%L, ''k1'')', 'select privacy.encrypt(''x'', with_key => %L)']) as call
    $$,
    array['PFE03: the id of a key is a lower-case letter and up to 30 letters, digits and underscores'],
    'neither where it begins with a letter'
);

select throws_ok(
    $$select privacy.use_key(null, 'x')$$,
    'PFE03', 'the id of a key is a lower-case letter and up to 30 letters, digits and underscores',
    'a key has an id'
);

select set_config('app.encryption_key_id', '', true);
select is(
    privacy.encrypt(null), null, 'what is not there needs no key'
);

-- The id of its key begins with a digit: it was damaged.
select throws_ok(
    $$select privacy.decrypt('\x01023161'::bytea || decode(repeat('00', 60), 'hex'))$$,
    'PFE02', 'an encrypted value cannot be read: it is damaged',
    'a value whose key has no name that a key could have is damaged'
);

select throws_ok(
    $$select privacy.decrypt('\x0120'::bytea || convert_to(repeat('k', 32), 'UTF8') || decode(repeat('00', 60), 'hex'))$$,
    'PFE02', 'an encrypted value cannot be read: it is damaged',
    'so is one whose name is too long'
);

-- A setting that no connection ever made; one that was made once is there ever after, and empty.
create temporary table never as select 'n' || substr(md5(clock_timestamp()::text), 1, 20) as named;

select throws_ok(
    format('select privacy.encrypt(%L, with_key => %L)', 'ada@example.com', named),
    'PFE01', format('encryption key %s is not known in this transaction', named),
    'a key of which nobody ever spoke is not known'
) from never;

select set_eq(
    $$
        select test.sqlstate(format('select privacy.use_key(%L, %L), privacy.encrypt(%L)', 'k1', key, 'ada@example.com'))
        from unnest(array['x' || repeat('1a', 32), repeat('1a', 32) || 'x', '1' || repeat('1a', 32), repeat('1a', 32) || '1',
                          substr(repeat('1a', 32), 2)]) as key
    $$,
    array['PFE03: encryption key k1 is not 64 hexadecimal digits'],
    'a key has nothing before it and nothing behind it, and not a digit more or less'
);

select * from finish();
rollback;
