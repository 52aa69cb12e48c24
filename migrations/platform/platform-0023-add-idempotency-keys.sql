-- depends: platform-0022-add-runs
--
-- A caller that got no answer calls again. With a key of its own choosing it may: the operation happens once, and
-- whoever calls again with the same key gets the answer of the first call.
--
--   begin;
--   select * from platform.begin_once('checkout', 'key-from-the-caller', '{"cart": 7}');
--       replayed true: return its answer, do nothing
--       replayed false: … do the work …
--   select platform.answer_once('checkout', 'key-from-the-caller', '{"order": 12}');
--   commit;
--
-- A key belongs to an operation and an actor: nobody gets the answer of somebody else by guessing a key. Of the request
-- only a fingerprint is kept, SHA-256 of its jsonb, in which the order of keys and white space make no difference; the
-- same key with another request is a mistake of the caller (PFI01).
--
-- Of concurrent first calls one works and the others wait for its end, at most their lock_timeout; with
-- wait => false they are told at once (PFI02). If the first one fails, its rollback takes the key away and one of those
-- who wait becomes the first. The waiting is on an advisory lock of the key, and the primary key decides. As with runs,
-- a key without an answer cannot be committed (PFI03).
--
-- After its time a key is as if it had never been used: the next call works again. The rows that are past their time are
-- taken away by retention, like other data.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback forgets the answers.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFI01', 'The key was used for another request.', 'Take a new key for a new request.'),
    ('PFI02', 'A call under this key is being worked on.', 'Ask again in a moment, with the same key.'),
    ('PFI03', 'A call was begun and not answered in its transaction.', 'Begin a transaction, call begin_once(), do the work, call answer_once(), commit.'),
    ('PFI04', 'An idempotent call lacks its operation, key, request or answer, or is kept for too long.', 'See the message: it has the limits.'),
    ('PFI05', 'This transaction did not begin that call.', 'Call begin_once() first; answer only if replayed is false.');

set local role platform_owner;

create table platform.idempotency_keys (
    operation text not null,
    actor text not null,
    key text not null,
    fingerprint bytea not null,
    answer jsonb,
    created_at timestamptz not null default clock_timestamp(),
    answered_at timestamptz,
    expires_at timestamptz not null,
    constraint idempotency_keys_pkey primary key (operation, actor, key),
    constraint idempotency_keys_operation_is_a_name check (operation ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    constraint idempotency_keys_key_is_8_to_200_characters check (length(key) between 8 and 200),
    constraint idempotency_keys_fingerprint_is_sha256 check (octet_length(fingerprint) = 32),
    constraint idempotency_keys_answer_has_a_time check ((answer is null) = (answered_at is null)),
    constraint idempotency_keys_expire_after_they_were_made check (expires_at > created_at)
);

-- What retention reads.
create index idempotency_keys_expires_at_idx on platform.idempotency_keys (expires_at);

comment on table platform.idempotency_keys is
    'Operations that were carried out under a key of the caller''s, with their answers. Written through functions only.';
comment on column platform.idempotency_keys.operation is
    'What was asked for.';
comment on column platform.idempotency_keys.actor is
    'Who asked: platform.actor_id(), or empty when there was nobody.';
comment on column platform.idempotency_keys.key is
    'What the caller chose; eight characters at least, so that two callers do not choose the same by chance.';
comment on column platform.idempotency_keys.fingerprint is
    'SHA-256 of the request; the request itself is not kept.';
comment on column platform.idempotency_keys.answer is
    'What every further call gets; NULL only within the transaction that works.';
comment on column platform.idempotency_keys.created_at is
    'When the first call began.';
comment on column platform.idempotency_keys.answered_at is
    'When the answer was stored.';
comment on column platform.idempotency_keys.expires_at is
    'After this the key is free again.';

create function platform.refuse_unanswered_key() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if exists (
        select from platform.idempotency_keys
        where operation = new.operation and actor = new.actor and key = new.key and answer is null
    ) then
        raise exception 'the call of % under key % was begun and not answered in its transaction',
            new.operation, quote_literal(new.key)
            using errcode = 'PFI03',
                  hint = 'Between BEGIN and COMMIT call platform.begin_once(), do the work, call '
                         'platform.answer_once().';
    end if;
    return null;
end
$$;

comment on function platform.refuse_unanswered_key() is
    'Constraint trigger at commit: a call that was begun was also answered.';

revoke execute on function platform.refuse_unanswered_key() from public;

create constraint trigger idempotency_keys_are_answered_at_commit
    after insert on platform.idempotency_keys
    deferrable initially deferred
    for each row execute function platform.refuse_unanswered_key();

create function platform.begin_once(
    operation_name text,
    caller_key text,
    request jsonb,
    keep interval default '24 hours',
    wait boolean default true,
    out replayed boolean,
    out answer jsonb
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    caller constant text := coalesce(platform.actor_id(), '');
    asked constant bytea := sha256(convert_to(request::text, 'UTF8'));
    lock_id constant bigint :=
        hashtextextended(format('platform.idempotency_keys %L %L %L', operation_name, caller, caller_key), 0);
    known platform.idempotency_keys;
begin
    if operation_name is null or caller_key is null or request is null then
        raise exception 'an idempotent call names its operation, its key and its request'
            using errcode = 'PFI04',
                  hint = 'Pass all that decides the answer as the request; an empty object if nothing does.';
    end if;
    if keep is null or keep not between interval '1 second' and interval '30 days' then
        raise exception 'an answer kept for %: it is at least a second and at most 30 days', coalesce(keep::text, 'NULL')
            using errcode = 'PFI04',
                  hint = 'Keep it as long as a caller may try again.';
    end if;
    -- First without the lock, so that repeated calls do not wait for each other; then with it, for good.
    for locked in 0..1 loop
        if locked = 1 then
            if wait then
                perform pg_advisory_xact_lock(lock_id);
            elsif not pg_try_advisory_xact_lock(lock_id) then
                raise exception 'a call of % under key % is being worked on', operation_name, quote_literal(caller_key)
                    using errcode = 'PFI02',
                          hint = 'Ask again in a moment, with the same key.';
            end if;
        end if;
        select * into known
        from platform.idempotency_keys as k
        where k.operation = operation_name and k.actor = caller and k.key = caller_key
          and k.expires_at > clock_timestamp();
        if not found then
            continue;
        end if;
        if known.fingerprint <> asked then
            raise exception 'key % was used for another request of %, at %',
                quote_literal(caller_key), operation_name, known.created_at
                using errcode = 'PFI01',
                      hint = 'A new request needs a new key; the old key gets the answer of its first request only.';
        end if;
        if known.answer is null then
            raise exception 'a call of % under key % is being worked on', operation_name, quote_literal(caller_key)
                using errcode = 'PFI02',
                      hint = 'This transaction began it: do the work and call platform.answer_once().';
        end if;
        replayed := true;
        answer := known.answer;
        return;
    end loop;
    delete from platform.idempotency_keys as k
    where k.operation = operation_name and k.actor = caller and k.key = caller_key;
    insert into platform.idempotency_keys (operation, actor, key, fingerprint, expires_at)
    values (operation_name, caller, caller_key, asked, clock_timestamp() + keep);
    replayed := false;
end
$$;

comment on function platform.begin_once(text, text, jsonb, interval, boolean) is
    'Begins an operation under a key of the caller''s. replayed true: it was done, here is the answer; false: do it now, '
    'in this transaction, and call answer_once(). Raises PFI01 if the key was used for another request, PFI02 if it is '
    'being worked on and wait is false.';

revoke execute on function platform.begin_once(text, text, jsonb, interval, boolean) from public;

create function platform.answer_once(operation_name text, caller_key text, given_answer jsonb) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if given_answer is null then
        raise exception 'an answer is not NULL'
            using errcode = 'PFI04',
                  hint = 'For an operation without a result answer with a JSON null or an empty object.';
    end if;
    update platform.idempotency_keys
    set answer = given_answer, answered_at = clock_timestamp()
    where operation = operation_name and actor = coalesce(platform.actor_id(), '') and key = caller_key
      and answer is null;
    if not found then
        raise exception 'this transaction did not begin a call of % under key %',
            coalesce(operation_name, 'NULL'), quote_nullable(caller_key)
            using errcode = 'PFI05',
                  hint = 'Call platform.begin_once() first, for the same actor; only when replayed is false is there '
                         'something to answer.';
    end if;
end
$$;

comment on function platform.answer_once(text, text, jsonb) is
    'Stores the answer of the operation that begin_once() gave to this transaction. Raises PFI05 if it gave none.';

revoke execute on function platform.answer_once(text, text, jsonb) from public;

grant execute on function
    platform.begin_once(text, text, jsonb, interval, boolean),
    platform.answer_once(text, text, jsonb)
    to nexus_app, shop_app, learn_app;
