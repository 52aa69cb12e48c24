alter table nexus.credit_tx
    drop constraint "credit_tx_correctsId_fkey",
    drop constraint credit_tx_first_begins_with_nothing,
    drop constraint "credit_tx_balanceAfter_is_the_sum",
    drop constraint "credit_tx_balanceBefore_is_there",
    drop constraint credit_tx_number_is_positive;

alter table nexus.credit_transactions
    drop constraint credit_transactions_first_begins_with_nothing,
    drop constraint "credit_transactions_balanceAfter_is_the_sum",
    drop constraint "credit_transactions_balanceBefore_is_there",
    drop constraint credit_transactions_number_is_positive;

set local role nexus_owner;

create procedure nexus.chain_journals(batch integer)
    language plpgsql
    security invoker
as $$
declare
    purses text[];
    last text := '';
    last_wallet integer := 0;
    wallets integer[];
begin
    loop
        purses := array(
            select s.id from nexus.students as s where s.id operator(pg_catalog.>) last
            order by s.id limit batch
        );
        exit when purses operator(pg_catalog.=) '{}';
        for place in 1 .. pg_catalog.cardinality(purses) loop
            last := purses[place];
            perform nexus.lock_credits(last);
            update nexus.students as s set credits = 0
            where s.id operator(pg_catalog.=) last and s.credits operator(pg_catalog.<>) 0
              and not exists (
                  select from nexus.credit_transactions as t where t."studentId" operator(pg_catalog.=) s.id
              );
        end loop;
        commit;
    end loop;
    loop
        wallets := array(
            select w.id from nexus.credit_wallets as w where w.id operator(pg_catalog.>) last_wallet
            order by w.id limit batch
        );
        exit when wallets operator(pg_catalog.=) '{}';
        for place in 1 .. pg_catalog.cardinality(wallets) loop
            last_wallet := wallets[place];
            perform nexus.lock_wallet(last_wallet);
            update nexus.credit_wallets as w set balance = 0
            where w.id operator(pg_catalog.=) last_wallet and w.balance operator(pg_catalog.<>) 0
              and not exists (
                  select from nexus.credit_tx as t where t."walletId" operator(pg_catalog.=) w.id
              );
        end loop;
        commit;
    end loop;
end
$$;

comment on procedure nexus.chain_journals(integer) is
    'Chains every journal, a batch of purses a transaction; a purse without entries is empty. Needed once.';

create or replace function nexus.lock_wallet(wallet_id integer) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    total integer;
    entries integer;
begin
    perform from nexus.credit_wallets as w where w.id = wallet_id for no key update;
    if not exists (select from nexus.credit_tx as t where t."walletId" = wallet_id and t.number is null) then
        return;
    end if;
    with chained as (
        select t.id, t.delta,
               row_number() over this_and_before as number,
               sum(t.delta) over this_and_before as after
        from nexus.credit_tx as t
        where t."walletId" = wallet_id
        window this_and_before as (order by t.at, t.id rows unbounded preceding)
    )
    update nexus.credit_tx as t
    set number = c.number, "balanceBefore" = c.after - c.delta, "balanceAfter" = c.after
    from chained as c
    where t.id = c.id;
    select t."balanceAfter", t.number into total, entries
    from nexus.credit_tx as t
    where t."walletId" = wallet_id
    order by t.number desc
    limit 1;
    if total < 0 then
        insert into nexus.credit_tx ("walletId", delta, reason, at, number, "balanceBefore", "balanceAfter")
        select wallet_id, -total, 'Solde d''ouverture', t.at, entries + 1, total, 0
        from nexus.credit_tx as t
        where t."walletId" = wallet_id and t.number = entries;
        total := 0;
    end if;
    update nexus.credit_wallets as w set balance = total where w.id = wallet_id and w.balance is distinct from total;
end
$$;

comment on function nexus.lock_wallet(integer) is
    'Locks a wallet for an entry. Chains the entries that were made before there was a chain, if there are any.';

create or replace function nexus.lock_credits(student_id text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    total numeric;
    entries integer;
begin
    perform from nexus.students as s where s.id = student_id for no key update;
    if not exists (
        select from nexus.credit_transactions as t where t."studentId" = student_id and t.number is null
    ) then
        return;
    end if;
    with chained as (
        select t.id,
               row_number() over this_and_before as number,
               sum(nexus.credit_effect(t.type, t.amount)) over this_and_before as after,
               nexus.credit_effect(t.type, t.amount) as effect
        from nexus.credit_transactions as t
        where t."studentId" = student_id
        window this_and_before as (order by t."createdAt", t.id rows unbounded preceding)
    )
    update nexus.credit_transactions as t
    set number = c.number, "balanceBefore" = c.after - c.effect, "balanceAfter" = c.after
    from chained as c
    where t.id = c.id;
    select t."balanceAfter", t.number into total, entries
    from nexus.credit_transactions as t
    where t."studentId" = student_id
    order by t.number desc
    limit 1;
    if total < 0 then
        insert into nexus.credit_transactions
            (id, "studentId", type, amount, description, "createdAt", number, "balanceBefore", "balanceAfter")
        select 'opening:' || student_id, student_id, 'CREDIT_ADD', -total, 'Solde d''ouverture',
               t."createdAt", entries + 1, total, 0
        from nexus.credit_transactions as t
        where t."studentId" = student_id and t.number = entries;
        -- It pays a debt, and brings nothing that could be spent.
        delete from nexus.credit_lots as l where l."entryId" = 'opening:' || student_id;
        total := 0;
    end if;
    -- Spent first-expiring-first, so what is left is what expires last.
    insert into nexus.credit_lots ("entryId", "studentId", granted, remaining, "expiresAt")
    select l.id, student_id, l.rest, l.rest, l."expiresAt"
    from (
        select t.id, t."expiresAt",
               least(t.amount, total - (sum(t.amount) over later - t.amount)) as rest
        from nexus.credit_transactions as t
        where t."studentId" = student_id and nexus.credit_effect(t.type, t.amount) > 0
        window later as (order by t."expiresAt" desc nulls first, t.number desc rows unbounded preceding)
    ) as l
    where l.rest > 0;
    update nexus.students as s set credits = total where s.id = student_id and s.credits is distinct from total;
end
$$;

comment on function nexus.lock_credits(text) is
    'Locks the credits of a pupil for an entry. Chains the entries that were made before there was a chain, if there are '
    'any.';
