set local role nexus_owner;

create or replace function nexus.keep_credit_journal() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    allowed nexus.credit_transactions := old;
begin
    if old.number is null then
        return new;
    end if;
    -- A foreign key follows the id it names, or loses the booking that is gone.
    if not exists (select from nexus.students as s where s.id = old."studentId") then
        allowed."studentId" := new."studentId";
    end if;
    if not exists (select from nexus."SessionBooking" as b where b.id = old."sessionId") then
        allowed."sessionId" := new."sessionId";
    end if;
    if new.description ~ '\[erased\]' then
        allowed.description := new.description;
    end if;
    if new is distinct from allowed then
        raise exception 'entry % of the session credits of pupil % was to be changed (it is a journal)',
            old.id, old."studentId"
            using errcode = 'NX010',
                  hint = 'Write an entry that takes it back: REFUND, CREDIT_ADD or USAGE.';
    end if;
    return new;
end
$$;

create or replace function nexus.keep_wallet_journal() returns trigger
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
