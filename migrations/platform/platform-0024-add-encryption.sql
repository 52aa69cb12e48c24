-- depends: platform-0023-add-idempotency-keys
--
-- Personal data that must not be read from a stolen backup, a replica or a query tool are stored encrypted, in columns
-- of type privacy.ciphertext. The keys live with the application, never in the database:
--
--   begin;
--   select privacy.use_key('k2', $1);                 -- bind parameters, always
--   select privacy.use_blind_index_key($1);
--   insert into … values (privacy.encrypt($1), privacy.blind_index('email', $1));
--   select privacy.decrypt(email) from … where email_index = privacy.blind_index('email', $1);
--   commit;
--
-- The cipher is AES-256 in the OpenPGP format of pgcrypto, with a random salt and an integrity check; there is no home-made
-- composition, and gpg reads it. The key is 256 random bits in hexadecimal, so that no slow derivation is needed: one
-- iteration (s2k-mode 1) makes a value cost 0.05 ms instead of 1.8 ms. In front of the message stand a version and the
-- id of the key: several keys live side by side, and a value says which one it needs.
--
-- A blind index is a keyed hash of the normalised value: it finds equal values and tells nothing else to who does not
-- have its key, which is another one, so that a rotation of keys does not touch it.
--
-- What keeps keys and clear text out of sight:
--   * Keys are settings of the transaction (set_config … local): gone at its end, behind a transaction pooler too.
--     They are one setting each and no JSON, whose parser prints what it cannot read.
--   * No message contains a key or a value. pgcrypto's own errors are caught and replaced.
--   * A key that is no key is noticed when it is used, not when it is set: the server logs the text of a statement that
--     failed, and the statement that needs the key does not contain it.
--   * The functions run with their owner's privileges: who may call them needs no access to pgcrypto itself.
-- What does not: an operator who logs bind parameters (log_statement or log_min_duration_statement, with
-- log_parameter_max_length other than 0; log_parameter_max_length_on_error) logs keys and values, and a client that
-- writes them into the text of a statement gives them away at its first error. SET in place of use_key() shows the key in
-- pg_stat_statements before PostgreSQL 18.
--
-- Errors: PFE01 a key is missing, PFE02 a value cannot be read, PFE03 a key or its id is malformed, PFE04 a value cannot
-- be normalised.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create schema privacy authorization platform_owner;

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFE01', 'An encryption key or the key of blind indexes is not known in this transaction.', 'Call privacy.use_key() or privacy.use_blind_index_key() after BEGIN.'),
    ('PFE02', 'An encrypted value cannot be read: the key is wrong or the value is damaged.', 'Check the key; restore the value from a backup.'),
    ('PFE03', 'A key or the id of a key is malformed.', 'A key is 64 hexadecimal digits; an id is a short name.'),
    ('PFE04', 'This is not an e-mail address or a phone number.', 'Ask the person again.');

comment on schema privacy is
    'Personal data: how they are encrypted, what is known of them, how a person gets them and has them erased.';

create domain privacy.ciphertext as bytea
    constraint ciphertext_has_version_1 check (substring(value from 1 for 1) = '\x01'::bytea)
    constraint ciphertext_is_long_enough check (octet_length(value) > 60);

comment on domain privacy.ciphertext is
    'A value encrypted by privacy.encrypt(): one byte version, one byte length of the key''s id, the id, an OpenPGP '
    'message. Clear text does not fit in.';

create function privacy.key_id(secret privacy.ciphertext) returns text
    language sql
    immutable
    strict
    parallel safe
    security invoker
    return encode(substring(secret from 3 for get_byte(secret, 1)), 'escape');

comment on function privacy.key_id(privacy.ciphertext) is
    'The id of the key that a value was encrypted with.';

revoke execute on function privacy.key_id(privacy.ciphertext) from public;

create function privacy.use_key(key_id text, key text, for_new_values boolean default true) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    if key_id is null or key_id !~ '^[a-z][a-z0-9_]{0,30}$' then
        raise exception 'the id of a key is a lower-case letter and up to 30 letters, digits and underscores'
            using errcode = 'PFE03',
                  hint = 'The id comes first, then the key.';
    end if;
    perform set_config('app.encryption_key_' || key_id, coalesce(key, ''), true);
    if for_new_values then
        perform set_config('app.encryption_key_id', key_id, true);
    end if;
end
$$;

comment on function privacy.use_key(text, text, boolean) is
    'Makes a key known for the rest of the transaction; unless for_new_values is false, what is encrypted from now on is '
    'encrypted with it. Pass the key as a bind parameter. Whether it is a key is found out when it is used.';

revoke execute on function privacy.use_key(text, text, boolean) from public;

create function privacy.use_blind_index_key(key text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    perform set_config('app.blind_index_key', coalesce(key, ''), true);
end
$$;

comment on function privacy.use_blind_index_key(text) is
    'Makes the key of blind indexes known for the rest of the transaction. Pass it as a bind parameter.';

revoke execute on function privacy.use_blind_index_key(text) from public;

create function privacy.checked_key(setting text, called text) returns text
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    key constant text := nullif(current_setting(setting, true), '');
begin
    if key is null then
        raise exception '% is not known in this transaction', called
            using errcode = 'PFE01',
                  hint = 'Call privacy.use_key() or privacy.use_blind_index_key() after BEGIN, in the same transaction.';
    end if;
    if key !~ '^[0-9a-fA-F]{64}$' then
        raise exception '% is not 64 hexadecimal digits', called
            using errcode = 'PFE03',
                  hint = 'A key is 32 random bytes: openssl rand -hex 32.';
    end if;
    return lower(key);
end
$$;

comment on function privacy.checked_key(text, text) is
    'The key that a setting holds. Raises PFE01 if there is none, PFE03 if it is no key, and never says what it holds.';

revoke execute on function privacy.checked_key(text, text) from public;

create function privacy.encryption_key(key_id text) returns text
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
begin
    -- The pattern is shorter than a key: a key passed as an id is not printed.
    if key_id !~ '^[a-z][a-z0-9_]{0,30}$' then
        raise exception 'the id of a key is a lower-case letter and up to 30 letters, digits and underscores'
            using errcode = 'PFE03',
                  hint = 'Name the key, do not pass it.';
    end if;
    return privacy.checked_key('app.encryption_key_' || key_id, format('encryption key %s', key_id));
end
$$;

comment on function privacy.encryption_key(text) is
    'The encryption key of an id, as this transaction knows it.';

revoke execute on function privacy.encryption_key(text) from public;

create function privacy.encrypt(clear text, with_key text default null) returns privacy.ciphertext
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    id constant text := coalesce(with_key, nullif(current_setting('app.encryption_key_id', true), ''));
begin
    if clear is null then
        return null;
    end if;
    if id is null then
        raise exception 'no key for new values is known in this transaction'
            using errcode = 'PFE01',
                  hint = 'Call privacy.use_key() after BEGIN, in the same transaction.';
    end if;
    return '\x01'::bytea
        || set_byte('\x00', 0, octet_length(id))
        || convert_to(id, 'UTF8')
        || extensions.pgp_sym_encrypt(
               clear,
               privacy.encryption_key(id),
               'cipher-algo=aes256, compress-algo=0, s2k-mode=1, s2k-digest-algo=sha256'
           );
end
$$;

comment on function privacy.encrypt(text, text) is
    'Encrypts a value with the transaction''s key for new values, or the one named. NULL stays NULL.';

revoke execute on function privacy.encrypt(text, text) from public;

create function privacy.decrypt(secret privacy.ciphertext) returns text
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    id constant text := privacy.key_id(secret);
    key text;
begin
    if secret is null then
        return null;
    end if;
    if id !~ '^[a-z][a-z0-9_]{0,30}$' then
        raise exception 'an encrypted value cannot be read: it is damaged'
            using errcode = 'PFE02',
                  hint = 'It does not say which key it needs. Restore it from a backup.';
    end if;
    key := privacy.encryption_key(id);
    begin
        return extensions.pgp_sym_decrypt(substring(secret from 3 + get_byte(secret, 1)), key);
    exception
        -- Replaced whole: nothing of what pgcrypto had in its hands goes on.
        when external_routine_invocation_exception or data_exception then null;
    end;
    raise exception 'a value encrypted with key % cannot be read: the key is wrong or the value is damaged', id
        using errcode = 'PFE02',
              hint = format('Is the key that this transaction calls %s the one that was called so when the value was '
                            'written?', id);
end
$$;

comment on function privacy.decrypt(privacy.ciphertext) is
    'The clear text of a value, with the key that it names. Raises PFE01 if that key is not known, PFE02 if it is the '
    'wrong one or the value is damaged; never returns a part. NULL stays NULL.';

revoke execute on function privacy.decrypt(privacy.ciphertext) from public;

create function privacy.normal_email(address text) returns text
    language plpgsql
    immutable
    strict
    parallel safe
    security invoker
    set search_path = ''
as $$
declare
    normal constant text := lower(normalize(btrim(address, E' \t\r\n'), NFKC) collate "C");
begin
    if normal !~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$' then
        raise exception 'this is not an e-mail address'
            using errcode = 'PFE04',
                  hint = 'It is not shown here on purpose: look at what the caller passed.';
    end if;
    return normal;
end
$$;

comment on function privacy.normal_email(text) is
    'An e-mail address as it is compared: without white space around it, in lower case (ASCII, so that it does not depend '
    'on the server''s locale), in Unicode form NFKC. Raises PFE04 if it is none.';

revoke execute on function privacy.normal_email(text) from public;

create function privacy.normal_phone(number text) returns text
    language plpgsql
    immutable
    strict
    parallel safe
    security invoker
    set search_path = ''
as $$
declare
    normal constant text := regexp_replace(
        regexp_replace(normalize(number, NFKC), '[[:space:]().‐‑/-]', '', 'g'), '^00', '+');
begin
    if normal !~ '^\+[1-9][0-9]{6,14}$' then
        raise exception 'this is not a phone number in international form'
            using errcode = 'PFE04',
                  hint = 'It begins with + or 00 and the country, as +33 6 12 34 56 78. It is not shown here on purpose.';
    end if;
    return normal;
end
$$;

comment on function privacy.normal_phone(text) is
    'A phone number as it is compared, E.164: + and digits. Raises PFE04 if it is not in international form.';

revoke execute on function privacy.normal_phone(text) from public;

create function privacy.blind_index(kind text, value text) returns bytea
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    normal text;
begin
    case kind
        when 'email' then normal := privacy.normal_email(value);
        when 'phone' then normal := privacy.normal_phone(value);
        else
            raise exception 'there is no blind index of this kind'
                using errcode = 'PFE04',
                      hint = 'The kind comes first: email or phone.';
    end case;
    if normal is null then
        return null;
    end if;
    -- The kind is part of what is hashed: equal texts of two kinds have nothing in common.
    return extensions.hmac(
        convert_to(kind || ':' || normal, 'UTF8'),
        decode(privacy.checked_key('app.blind_index_key', 'the key of blind indexes'), 'hex'),
        'sha256'
    );
end
$$;

comment on function privacy.blind_index(text, text) is
    'What a value of kind email or phone is found by: HMAC-SHA-256 of the normalised value. NULL stays NULL.';

revoke execute on function privacy.blind_index(text, text) from public;

grant usage on schema privacy to nexus_app, shop_app, learn_app;

grant execute on function
    privacy.key_id(privacy.ciphertext),
    privacy.use_key(text, text, boolean),
    privacy.use_blind_index_key(text),
    privacy.encrypt(text, text),
    privacy.decrypt(privacy.ciphertext),
    privacy.normal_email(text),
    privacy.normal_phone(text),
    privacy.blind_index(text, text)
    to nexus_app, shop_app, learn_app;
