begin;
select plan(9);

create temporary table people (n integer, email privacy.ciphertext);

select privacy.use_key('k1', repeat('1a', 32));
insert into people values (1, privacy.encrypt('ada@example.com'));
select privacy.use_key('k2', repeat('2B', 32));
insert into people values (2, privacy.encrypt('grace@example.com')), (3, privacy.encrypt('')), (4, privacy.encrypt(null));
select privacy.use_key('k3', repeat('3c', 32), for_new_values => false);
insert into people values (5, privacy.encrypt('Élève 🎓 ' || repeat('long ', 10000)));

select results_eq(
    'select privacy.key_id(email) from people order by n',
    array['k1', 'k2', 'k2', null, 'k2'],
    'a value says which key it was encrypted with: the last one named for new values'
);

select results_eq(
    'select privacy.decrypt(email) from people where n < 5 order by n',
    array['ada@example.com', 'grace@example.com', '', null],
    'several keys live side by side, and each value is read with its own'
);

select is(
    privacy.decrypt(email), 'Élève 🎓 ' || repeat('long ', 10000),
    'a long text of any language comes back whole'
) from people where n = 5;

select is(
    privacy.key_id(privacy.encrypt('x', with_key => 'k3')), 'k3',
    'a key can be named for one value'
);

select isnt(
    privacy.encrypt('ada@example.com'), privacy.encrypt('ada@example.com'),
    'the same value never looks the same twice'
);

select is_empty(
    $$select * from people where encode(email, 'escape') like '%example%'$$,
    'nothing of the clear text is in the table'
);

select is(
    get_byte(email, 0)::text || ' ' || get_byte(email, 1) || ' ' || encode(substring(email from 3 for 2), 'escape'),
    '1 2 k1',
    'a value begins with version 1, the length of the id, the id'
) from people where n = 1;

select is(
    extensions.pgp_sym_decrypt(substring(email from 5), repeat('1a', 32)), 'ada@example.com',
    'after that it is an OpenPGP message, which other programs read too'
) from people where n = 1;

select ok(
    position('\x0409'::bytea in substring(email from 5)) > 0,
    'its cipher is AES with a key of 256 bits (RFC 4880: packet version 4, algorithm 9)'
) from people where n = 1;

select * from finish();
rollback;
