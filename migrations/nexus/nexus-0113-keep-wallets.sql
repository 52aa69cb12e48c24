-- depends: nexus-0112-keep-session-credits
--
-- Wallets follow their journal as session credits do: enter_wallet numbers an entry and computes its balances,
-- move_wallet sets the balance, keep_journal and keep_balance refuse the rest. Nothing in a wallet expires.
--
-- What was wrong is corrected by a counter-entry that names the entry it takes back ("correctsId"): the same wallet, the
-- opposite amount, once.
--
-- Lock order: the wallet's row comes last.
--
-- Share row exclusive on both tables for an instant. Rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXW01', 'INSUFFICIENT_CREDITS: the wallet holds fewer credits than are needed (402).', 'Buy a pack.'),
    ('NXW05', 'An entry is taken back once, in its own wallet, by the opposite amount, and a correction is not corrected.', 'Write an ordinary entry if the balance is still wrong.');

create function nexus.enter_wallet() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    last record;
    corrected nexus.credit_tx;
begin
    perform nexus.lock_wallet(new."walletId");
    select t.number, t."balanceAfter", t.at into last
    from nexus.credit_tx as t
    where t."walletId" = new."walletId"
    order by t.number desc
    limit 1;
    new.number := coalesce(last.number, 0) + 1;
    new.at := greatest(least(new.at, clock_timestamp()), last.at);
    new."balanceBefore" := coalesce(last."balanceAfter", 0);
    new."balanceAfter" := new."balanceBefore" + new.delta;
    if new."correctsId" is not null then
        select t.* into corrected from nexus.credit_tx as t where t.id = new."correctsId";
        if corrected."walletId" is distinct from new."walletId" or corrected.delta <> -new.delta
            or corrected."correctsId" is not null
        then
            raise exception 'entry % (% credits, wallet %) cannot be taken back by % credits in wallet %',
                new."correctsId", coalesce(corrected.delta::text, 'no such entry'),
                coalesce(corrected."walletId"::text, 'none'), new.delta, new."walletId"
                using errcode = 'NXW05',
                      hint = 'A correction has the opposite amount, and is not corrected itself.';
        end if;
    end if;
    if new."balanceAfter" < 0 then
        raise exception 'INSUFFICIENT_CREDITS: % credits are needed, and wallet % holds %',
            -new.delta, new."walletId", new."balanceBefore"
            using errcode = 'NXW01',
                  hint = 'Buy a pack of credits.';
    end if;
    return new;
end
$$;

comment on function nexus.enter_wallet() is
    'BEFORE INSERT on credit_tx: locks the wallet, numbers the entry, computes its balances, refuses what cannot be paid. '
    'Raises NXW01, NXW05.';

create function nexus.move_wallet() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update nexus.credit_wallets as w
    set balance = new."balanceAfter"
    where w.id = new."walletId"
      -- Of several entries in one statement the last one says it.
      and not exists (
          select from nexus.credit_tx as t where t."walletId" = new."walletId" and t.number > new.number
      );
    return null;
end
$$;

comment on function nexus.move_wallet() is
    'AFTER INSERT on credit_tx: sets the balance of the wallet to that after the last entry.';

create function nexus.keep_wallet_journal() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    allowed nexus.credit_tx;
begin
    if tg_op = 'UPDATE' then
        if old.number is null then
            return new;
        end if;
        allowed := old;
        -- A foreign key follows the id it names.
        if not exists (select from nexus.credit_wallets as w where w.id = old."walletId") then
            allowed."walletId" := new."walletId";
        end if;
        if not exists (select from nexus.credit_packs as p where p.id = old."packId") then
            allowed."packId" := new."packId";
        end if;
        if not exists (select from nexus.credit_tx as t where t.id = old."correctsId") then
            allowed."correctsId" := new."correctsId";
        end if;
        if new.reason ~ '\[erased\]' then
            allowed.reason := new.reason;
        end if;
        if new is not distinct from allowed then
            return new;
        end if;
    end if;
    raise exception 'entry % of wallet % was to be % (it is a journal)',
        old.id, old."walletId", case tg_op when 'DELETE' then 'deleted' else 'changed' end
        using errcode = 'NX010',
              hint = 'Take it back with nexus.correct_wallet_entry().';
end
$$;

comment on function nexus.keep_wallet_journal() is
    'BEFORE UPDATE OR DELETE on credit_tx: refuses, unless a foreign key follows or an erasure masks the words. Raises '
    'NX010.';

create function nexus.keep_balance() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    journal constant integer := coalesce((
        select t."balanceAfter" from nexus.credit_tx as t
        where t."walletId" = new.id and t.number is not null
        order by t.number desc
        limit 1
    ), 0);
begin
    if new.balance is distinct from journal then
        raise exception 'wallet % was to hold % credits, and the journal says %', new.id, new.balance, journal
            using errcode = 'NX011',
                  hint = 'Write an entry to nexus.credit_tx; the balance follows.';
    end if;
    return new;
end
$$;

comment on function nexus.keep_balance() is
    'BEFORE INSERT OR UPDATE of credit_wallets.balance: refuses what is not the balance after the last entry. Raises '
    'NX011.';

create trigger enter_wallet
    before insert on nexus.credit_tx
    for each row execute function nexus.enter_wallet();

create trigger keep_journal
    before update or delete on nexus.credit_tx
    for each row execute function nexus.keep_wallet_journal();

create trigger keep_whole
    before truncate on nexus.credit_tx
    for each statement execute function nexus.keep_whole();

create trigger move_wallet
    after insert on nexus.credit_tx
    for each row execute function nexus.move_wallet();

create trigger keep_balance_from_the_start
    before insert on nexus.credit_wallets
    for each row when (new.balance <> 0) execute function nexus.keep_balance();

create trigger keep_balance
    before update of balance on nexus.credit_wallets
    for each row when (old.balance is distinct from new.balance) execute function nexus.keep_balance();
