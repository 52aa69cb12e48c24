-- depends: nexus-0121-add-credit-functions
--
-- How wallets are written to. credit_wallet, credit_pack and debit_wallet check figures and not who asks: who may is for
-- the function that calls them, so nobody else may execute them. spend_wallet takes from the actor's own wallet,
-- correct_wallet_entry is for ADMIN and ASSISTANTE.
--
-- What has a reference (provider, externalId) happens once; called again, the answer is the entry that it made. A caller's
-- key for a spending is such a reference, so that it holds as long as the journal does.
--
-- Lock order: the wallet's row comes last.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXW02', 'An entry of a wallet makes no sense: its amount, its reference, its key.', 'See the message: it has the limits.'),
    ('NXW03', 'There is no such user, pack, price or entry.', 'Check the id.'),
    ('NXW04', 'The reference of an entry was used for something else.', 'Take another reference or key for another entry.');

create function nexus.write_wallet(
    user_id text,
    delta bigint,
    reason text,
    provider text,
    external_id text,
    pack_id integer,
    out entry_id integer,
    out balance integer,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wallet nexus.credit_wallets;
    known nexus.credit_tx;
begin
    if delta not between -1000000000 and 1000000000 or delta = 0
        or reason is null or reason !~ '\S' or (external_id is null) <> (provider is null)
    then
        raise exception 'an entry over % credits, with reason % and reference % of %',
            delta, quote_nullable(reason), quote_nullable(external_id), quote_nullable(provider)
            using errcode = 'NXW02',
                  hint = 'It is over 1 to 1000000000 credits, says why, and has both a provider and its reference, or '
                         'neither.';
    end if;
    if not exists (select from nexus.users as u where u.id = user_id) then
        raise exception 'there is no user %', quote_nullable(user_id)
            using errcode = 'NXW03',
                  hint = 'Pass an id of nexus.users.';
    end if;
    insert into nexus.credit_wallets ("userId") values (user_id) on conflict ("userId") do nothing;
    select w.* into wallet from nexus.credit_wallets as w where w."userId" = user_id for no key update;
    for attempt in 1..2 loop
        select t.* into known
        from nexus.credit_tx as t
        where t.provider = write_wallet.provider and t."externalId" = external_id;
        if found then
            if known."walletId" <> wallet.id or known.delta <> write_wallet.delta then
                raise exception 'reference % of % is that of % credits in wallet %, and not of % in wallet %',
                    quote_literal(external_id), provider, known.delta, known."walletId", write_wallet.delta, wallet.id
                    using errcode = 'NXW04',
                          hint = 'The same entry may be asked for again; another entry needs another reference.';
            end if;
            entry_id := known.id;
            balance := (select w.balance from nexus.credit_wallets as w where w.id = wallet.id);
            replayed := true;
            return;
        end if;
        insert into nexus.credit_tx as t ("walletId", delta, reason, provider, "externalId", "packId")
        values (wallet.id, write_wallet.delta, write_wallet.reason, write_wallet.provider, external_id, pack_id)
        on conflict (provider, "externalId") where "externalId" is not null do nothing
        returning t.id, t."balanceAfter" into entry_id, balance;
        if found then
            replayed := false;
            return;
        end if;
        -- Another wallet got the same reference in this moment: the second look finds it.
    end loop;
end
$$;

comment on function nexus.write_wallet(text, bigint, text, text, text, integer) is
    'Writes an entry to the wallet of a user, and makes the wallet if there is none. Raises NXW01 to NXW04.';

create function nexus.credit_wallet(
    user_id text,
    amount integer,
    reason text,
    provider text default null,
    external_id text default null,
    pack_id integer default null,
    out entry_id integer,
    out balance integer,
    out replayed boolean
)
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    -- A negative amount becomes 0, which is refused.
    select w.entry_id, w.balance, w.replayed
    from nexus.write_wallet(user_id, greatest(amount, 0), reason, provider, external_id, pack_id) as w
$$;

comment on function nexus.credit_wallet(text, integer, text, text, text, integer) is
    'Brings credits to the wallet of a user. With a reference (provider, external_id) it happens once: called again, it '
    'answers with the entry it made and the balance now. Raises NXW02, NXW03, NXW04.';

create function nexus.debit_wallet(
    user_id text,
    amount integer,
    reason text,
    provider text default null,
    external_id text default null,
    out entry_id integer,
    out balance integer,
    out replayed boolean
)
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    select w.entry_id, w.balance, w.replayed
    from nexus.write_wallet(user_id, -greatest(amount, 0), reason, provider, external_id, null) as w
$$;

comment on function nexus.debit_wallet(text, integer, text, text, text) is
    'Takes credits from the wallet of a user. With a reference it happens once. Raises NXW01 if they are not enough, NXW02, '
    'NXW03, NXW04.';

create function nexus.credit_pack(
    user_id text,
    pack_id integer,
    provider text,
    external_id text,
    out entry_id integer,
    out balance integer,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    pack nexus.credit_packs;
begin
    select p.* into pack from nexus.credit_packs as p where p.id = pack_id;
    if not found then
        raise exception 'there is no pack %', coalesce(pack_id::text, 'NULL')
            using errcode = 'NXW03',
                  hint = 'Pass an id of nexus.credit_packs.';
    end if;
    if external_id is null then
        raise exception 'a pack of % credits without a reference', pack.credits + pack.bonus
            using errcode = 'NXW02',
                  hint = 'Pass the provider and its reference: a pack is credited once for each.';
    end if;
    select w.entry_id, w.balance, w.replayed into entry_id, balance, replayed
    from nexus.write_wallet(
        user_id, pack.credits + pack.bonus,
        format('Pack de %s crédits', pack.credits) || case when pack.bonus > 0 then format(' + %s', pack.bonus) else '' end,
        provider, external_id, pack_id
    ) as w;
end
$$;

comment on function nexus.credit_pack(text, integer, text, text) is
    'Brings the credits of a pack and its bonus to the wallet of who bought it, once for a reference, also if the pack is '
    'no longer on sale: it was paid. Raises NXW02, NXW03, NXW04.';

create function nexus.spend_wallet(
    idempotency_key text,
    usage_key text default null,
    amount integer default null,
    out entry_id integer,
    out balance_before integer,
    out balance_after integer,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');
    price integer := amount;
begin
    if idempotency_key is null or length(idempotency_key) not between 6 and 200 then
        raise exception 'a spending under key %, which has % characters',
            quote_nullable(idempotency_key), coalesce(length(idempotency_key), 0)
            using errcode = 'NXW02',
                  hint = 'A key has 6 to 200 characters, new ones for each spending, the same when a spending is tried again.';
    end if;
    if num_nonnulls(usage_key, amount) <> 1 or amount <= 0 then
        raise exception 'a spending of % credits for usage %', coalesce(amount::text, 'NULL'), quote_nullable(usage_key)
            using errcode = 'NXW02',
                  hint = 'Pass either a key of nexus.credit_usage or an amount of 1 or more.';
    end if;
    if usage_key is not null then
        select u.credits into price from nexus.credit_usage as u where u.key = usage_key;
        if not found then
            raise exception 'usage % has no price', quote_literal(usage_key)
                using errcode = 'NXW03',
                      hint = 'The prices are in nexus.credit_usage.';
        end if;
    end if;
    select w.entry_id, w.replayed into entry_id, replayed
    from nexus.write_wallet(actor, -price, coalesce(usage_key, 'Dépense'), 'usage', actor || ':' || idempotency_key, null)
        as w;
    select t."balanceBefore", t."balanceAfter" into balance_before, balance_after
    from nexus.credit_tx as t
    where t.id = entry_id;
end
$$;

comment on function nexus.spend_wallet(text, text, integer) is
    'Takes credits from the actor''s wallet: the price of a usage, or an amount. Once for a key; called again with it, the '
    'answer is the first one. Raises NX001, NXW01 (402: INSUFFICIENT_CREDITS, with balance and need), NXW02, NXW03, NXW04.';

create function nexus.correct_wallet_entry(
    wrong_entry integer,
    reason text,
    out entry_id integer,
    out balance integer
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE');
    wrong nexus.credit_tx;
begin
    select t.* into wrong from nexus.credit_tx as t where t.id = wrong_entry;
    if not found then
        raise exception 'there is no entry %', coalesce(wrong_entry::text, 'NULL')
            using errcode = 'NXW03',
                  hint = 'Pass an id of nexus.credit_tx.';
    end if;
    if reason is null or reason !~ '\S' then
        raise exception 'entry % (% credits) was to be taken back without a reason', wrong.id, wrong.delta
            using errcode = 'NXW02',
                  hint = 'Say why: it stays in the journal.';
    end if;
    perform nexus.lock_wallet(wrong."walletId");
    if exists (select from nexus.credit_tx as t where t."correctsId" = wrong.id) then
        raise exception 'entry % (% credits) was taken back already', wrong.id, wrong.delta
            using errcode = 'NXW05',
                  hint = 'Nothing is left to do.';
    end if;
    insert into nexus.credit_tx as t ("walletId", delta, reason, "correctsId", "packId")
    values (wrong."walletId", -wrong.delta, correct_wallet_entry.reason, wrong.id, wrong."packId")
    returning t.id, t."balanceAfter" into entry_id, balance;
end
$$;

comment on function nexus.correct_wallet_entry(integer, text) is
    'Takes an entry back by a counter-entry, once. By ADMIN or ASSISTANTE. Raises NX001, NX002, NXW01 if what came in is '
    'spent already, NXW02, NXW03, NXW05.';

grant execute on function
    nexus.spend_wallet(text, text, integer),
    nexus.correct_wallet_entry(integer, text)
    to nexus_app, nexus_user;
