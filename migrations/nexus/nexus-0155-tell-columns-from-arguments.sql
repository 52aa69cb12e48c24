-- depends: nexus-0154-add-payment-functions
--
-- nexus.write_wallet() has an argument called as a column, and ON CONFLICT (provider, …) could mean either: an entry with a
-- reference was refused. There the column is meant.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create or replace function nexus.write_wallet(
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
#variable_conflict use_column
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
