-- depends: nexus-0143-drop-legalversion-pageid-version-idx platform-0035-take-back-one-description
--
-- The state machines of payments, and terms that stay as they were agreed.
--
--   payment_records   created → pending → paid, failed or cancelled; what was never sent to anybody may also fail or be
--                     cancelled from created
--   payments          PENDING → COMPLETED or FAILED; COMPLETED → REFUNDED
--
-- What a record promises is written when it is made and not changed afterwards: who pays, for which pack, how much, and how
-- many credits that was then (a new column: the pack may be sold with another bonus tomorrow). The amount is the price of
-- the pack, or the record is refused. A reference follows its row when that gets another id.
--
-- A record that is paid has its entry in the journal of the wallets: checked at commit, whoever writes, so that neither a paid
-- record without credits nor credits without the state can be left behind. A payment takes its reference once.
--
-- ACCESS EXCLUSIVE on payment_records and SHARE ROW EXCLUSIVE on payments for an instant: a nullable column rewrites nothing.
-- Nothing is lost. The rollback forgets how many credits were promised.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXP01', 'The amount or the currency of a payment is not that of what it buys.', 'Read the price again; offer that.'),
    ('NXP02', 'The terms of a payment were to be changed.', 'Cancel it and make another one.'),
    ('NXP03', 'A payment was marked as received without what it brings.', 'Confirm it through the functions of nexus.');

insert into nexus.transitions (relation, old_status, new_status) values
    ('payment_records', 'created', 'pending'),
    ('payment_records', 'created', 'failed'),
    ('payment_records', 'created', 'cancelled'),
    ('payment_records', 'pending', 'paid'),
    ('payment_records', 'pending', 'failed'),
    ('payment_records', 'pending', 'cancelled'),
    ('payments', 'PENDING', 'COMPLETED'),
    ('payments', 'PENDING', 'FAILED'),
    ('payments', 'COMPLETED', 'REFUNDED');

alter table nexus.payment_records
    add column credits integer;

comment on column nexus.payment_records.credits is
    'Credits of the pack, bonus included, when the record was made; NULL for records from before that was kept.';

select privacy.describe_column(
    'nexus.payment_records', 'credits', 'financial', 'to keep accounts', 'legal obligation', 'keep'
);

create function nexus.payment_records_note_credits() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    new.credits := (select p.credits + p.bonus from nexus.credit_packs as p where p.id = new."packId");
    return new;
end
$$;

comment on function nexus.payment_records_note_credits() is
    'BEFORE INSERT row trigger: how many credits the pack brings is noted, whatever the client sends.';

create function nexus.payment_records_match_pack() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    pack nexus.credit_packs;
begin
    select * into pack from nexus.credit_packs as p where p.id = new."packId";
    if (new."amountTnd", new.currency) <> (pack."priceTnd", 'TND') then
        raise exception 'pack % costs % TND, and the record says % %',
            pack.id, pack."priceTnd", new."amountTnd", new.currency
            using errcode = 'NXP01',
                  hint = 'Read the price of the pack again; a record takes it as it is.';
    end if;
    return null;
end
$$;

comment on function nexus.payment_records_match_pack() is
    'AFTER INSERT row trigger: the amount is the price of the pack. Raises NXP01.';

create function nexus.payment_records_keep_terms() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if (new.provider, new."externalId", new."amountTnd", new.currency, new.credits)
           is distinct from (old.provider, old."externalId", old."amountTnd", old.currency, old.credits)
        or new."userId" <> old."userId" and exists (select from nexus.users as u where u.id = old."userId")
        or new."packId" <> old."packId" and exists (select from nexus.credit_packs as p where p.id = old."packId")
    then
        raise exception 'the terms of payment record % do not change: % % of % for pack %, % credits',
            old.id, old."amountTnd", old.currency, old."userId", old."packId", coalesce(old.credits::text, 'unknown')
            using errcode = 'NXP02',
                  hint = 'Cancel it and make another one.';
    end if;
    return null;
end
$$;

comment on function nexus.payment_records_keep_terms() is
    'AFTER UPDATE row trigger: who pays what for which pack stays. Raises NXP02.';

create function nexus.payment_records_refuse_uncredited() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    record nexus.payment_records;
begin
    -- As it is at commit: the payer's id may have changed since, and the record may be gone.
    select * into record from nexus.payment_records as r where r.id = new.id;
    if record.status = 'paid' and not exists (
        select
        from nexus.credit_tx as t
        join nexus.credit_wallets as w on w.id = t."walletId"
        where t.provider = record.provider and t."externalId" = record."externalId" and w."userId" = record."userId"
          and t.delta = coalesce(record.credits, t.delta)
    ) then
        raise exception 'payment record % (% %) is paid, and its % credits are not in the wallet of %',
            record.id, record.provider, record."externalId", coalesce(record.credits::text, ''), record."userId"
            using errcode = 'NXP03',
                  hint = 'nexus.confirm_cash() and the events of the provider credit the wallet in the same transaction.';
    end if;
    return null;
end
$$;

comment on function nexus.payment_records_refuse_uncredited() is
    'Constraint trigger at commit: a record that is paid has its entry in the journal of the wallets. Raises NXP03.';

create function nexus.payments_keep_terms() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if (new.type, new.amount, new.currency) is distinct from (old.type, old.amount, old.currency)
        or old."externalId" is not null
            and (new.method, new."externalId") is distinct from (old.method, old."externalId")
        or old.status <> 'PENDING' and new.method is distinct from old.method
        or new."userId" <> old."userId" and exists (select from nexus.users as u where u.id = old."userId")
    then
        raise exception 'the terms of payment % do not change: % % of % for %',
            old.id, old.amount, old.currency, old."userId", old.type
            using errcode = 'NXP02',
                  hint = 'A reference is given once. For another amount make another payment.';
    end if;
    return null;
end
$$;

comment on function nexus.payments_keep_terms() is
    'AFTER UPDATE row trigger: who pays what, and the reference once it is there, stay. Raises NXP02.';

create trigger note_credits
    before insert on nexus.payment_records
    for each row execute function nexus.payment_records_note_credits();

create trigger match_pack
    after insert on nexus.payment_records
    for each row execute function nexus.payment_records_match_pack();

create trigger keep_terms
    after update on nexus.payment_records
    for each row execute function nexus.payment_records_keep_terms();

create trigger keep_to_transitions
    after update on nexus.payment_records
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();

create constraint trigger paid_is_credited
    after insert or update on nexus.payment_records
    deferrable initially deferred
    for each row when (new.status = 'paid')
    execute function nexus.payment_records_refuse_uncredited();

create trigger keep_terms
    after update on nexus.payments
    for each row execute function nexus.payments_keep_terms();

create trigger keep_to_transitions
    after update on nexus.payments
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();
