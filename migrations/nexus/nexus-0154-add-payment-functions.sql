-- depends: nexus-0153-store-events-of-providers
--
-- Payments, from the wish to what it brings.
--
-- A pack for the wallet is a payment record: reserve_pack() (cash and transfers are pending until somebody confirms them, cards
-- until the provider tells), confirm_reservation(), cancel_reservation(). A subscription or a pack of session credits is a
-- payment: pay_subscription(), pay_pack(), then validate_payment() by an assistant or an event of the provider, and
-- refund_payment(). Each brings what it buys in the transaction that confirms it, behind the lock of its row: of two who
-- confirm at once the second finds it done.
--
-- receive_provider_event() takes an event as it was delivered, verifies, keeps and applies it. It refuses nothing that a
-- provider can send, because a refusal would undo the keeping; the outcome says what became of it. Delivered again, it tells the
-- first outcome. An event that comes before its payment waits and is applied when the payment names its reference; both sides
-- take the lock of the reference, so none slips through between them. An event that comes late changes nothing: final is final.
-- Money that came for what was cancelled, or another amount, is told to the staff.
--
-- Lock order: the reference (advisory) → the payment → subscriptions and pupil → journals.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXP05', 'The payment is not in a state in which this can be done.', 'See the message: it has the state.'),
    ('NXP06', 'A way to pay is not offered, or not for this.', 'See payment_settings.'),
    ('NXV01', 'No such provider sends events, or what was delivered is none.', 'konnect or wise; 1 to 65536 bytes.');

create function nexus.lock_reference(provider text, external_id text) returns void
    language sql
    volatile
    security invoker
    set search_path = ''
as $$
    select pg_advisory_xact_lock(hashtextextended(format('nexus.payments %L %L', provider, external_id), 0))
$$;

comment on function nexus.lock_reference(text, text) is
    'Locks a provider''s reference until the transaction ends, whether or not there is a payment with it.';

create function nexus.settle_reservation(record nexus.payment_records) returns nexus.payment_records
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    settled nexus.payment_records;
begin
    if record.status = 'created' then
        update nexus.payment_records as r set status = 'pending' where r.id = record.id;
    end if;
    update nexus.payment_records as r set status = 'paid' where r.id = record.id returning * into settled;
    perform nexus.credit_wallet(
        settled."userId",
        coalesce(settled.credits, (select p.credits + p.bonus from nexus.credit_packs as p where p.id = settled."packId")),
        format('Pack %s', settled."packId"), settled.provider, settled."externalId", settled."packId"
    );
    return settled;
end
$$;

comment on function nexus.settle_reservation(nexus.payment_records) is
    'A reservation that its caller has locked is paid: its credits go into the wallet of the payer.';

create function nexus.fulfil_payment(payment_id text, confirmed_by text) returns nexus.payments
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    payment nexus.payments;
    bought nexus.payment_orders;
    entry text;
begin
    select * into payment from nexus.payments as p where p.id = fulfil_payment.payment_id;
    select * into bought from nexus.payment_orders as o where o.payment_id = fulfil_payment.payment_id;
    if payment.type <> 'SPECIAL_PACK'
        and (bought.student_id is null or num_nonnulls(bought.subscription_id, bought.pack_id) <> 1)
    then
        raise exception 'payment % (% % for %) names nothing that it buys',
            payment.id, payment.amount, payment.currency, payment.type
            using errcode = 'NXP04',
                  hint = 'Reject it, and open another with nexus.pay_subscription() or nexus.pay_pack().';
    end if;
    if bought.subscription_id is not null then
        perform nexus.begin_subscription(bought.subscription_id);
    elsif bought.pack_id is not null then
        select a.entry_id into entry
        from nexus.add_credits(bought.student_id, 'PURCHASE', bought.credits, payment.description, null, 'payment:' || payment.id)
            as a;
    end if;
    update nexus.payment_orders as o
    set fulfilled_at = clock_timestamp(), fulfilled_by = confirmed_by, credit_entry_id = entry
    where o.payment_id = payment.id;
    update nexus.payments as p set status = 'COMPLETED' where p.id = payment.id returning * into payment;
    return payment;
end
$$;

comment on function nexus.fulfil_payment(text, text) is
    'A payment that its caller has locked was received: what it buys is brought. Raises NXP04, NXS04.';

create function nexus.settle_event(event_number bigint) returns text
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    event nexus.provider_events;
    meaning text;
    record nexus.payment_records;
    payment nexus.payments;
    status text;
    due numeric;
    due_currency text;
    settled text;
    reason text;
begin
    select * into event from nexus.provider_events as e where e.id = event_number for no key update;
    if event.outcome <> 'waiting' then
        return event.outcome;
    end if;
    select w.meaning into meaning
    from nexus.provider_words as w
    where w.provider = event.provider and w.word = lower(event.word);
    select * into record
    from nexus.payment_records as r
    where r.provider = event.provider and r."externalId" = event.external_id
    for no key update;
    if record.id is null then
        select * into payment
        from nexus.payments as p
        where p.method = event.provider and p."externalId" = event.external_id
        for no key update;
        if payment.id is null then
            return 'waiting';
        end if;
    end if;
    due := coalesce(record."amountTnd", payment.amount);
    due_currency := coalesce(record.currency, payment.currency);
    -- The words of the two tables, told alike.
    status := coalesce(record.status, case payment.status
        when 'PENDING' then 'pending' when 'COMPLETED' then 'paid' when 'FAILED' then 'failed' else 'refunded' end);
    case
        when meaning is null then
            settled := 'ignored';
            reason := format('%s means nothing to us', event.word);
        when status in ('paid', 'refunded') or status = meaning or meaning = 'pending' and status <> 'created' then
            settled := 'ignored';
            reason := format('the payment is %s', status);
        when meaning = 'paid' and status in ('failed', 'cancelled') then
            settled := 'contradicted';
            reason := format('the payment is %s, and %s %s came', status, event.amount, event.currency);
        when status in ('failed', 'cancelled') then
            settled := 'ignored';
            reason := format('the payment is %s', status);
        when meaning = 'paid' and (event.amount, event.currency) is distinct from (due, due_currency) then
            settled := 'mismatched';
            reason := format('%s %s are due, and %s %s came', due, due_currency,
                             coalesce(event.amount::text, 'nothing'), coalesce(event.currency, ''));
        when record.id is not null and meaning = 'paid' then
            perform nexus.settle_reservation(record);
            settled := 'applied';
        when record.id is not null then
            update nexus.payment_records as r set status = meaning where r.id = record.id;
            settled := 'applied';
        when meaning = 'paid' then
            begin
                perform nexus.fulfil_payment(payment.id, event.provider);
                settled := 'applied';
            exception
                -- What was paid for is gone; the money came all the same.
                when sqlstate 'NXP04' or sqlstate 'NXS04' then
                    settled := 'contradicted';
                    reason := sqlerrm;
            end;
        else
            update nexus.payments as p set status = 'FAILED' where p.id = payment.id;
            settled := 'applied';
    end case;
    update nexus.provider_events as e
    set outcome = settled, detail = reason, settled_at = clock_timestamp()
    where e.id = event_number;
    if settled in ('contradicted', 'mismatched') then
        perform nexus.tell_role(
            told, 'PAYMENT_' || upper(settled), 'Paiement à vérifier', reason,
            jsonb_build_object('eventId', event_number, 'provider', event.provider, 'externalId', event.external_id)
        )
        from unnest(array['ASSISTANTE', 'ADMIN']::nexus."UserRole"[]) as told;
    end if;
    return settled;
end
$$;

comment on function nexus.settle_event(bigint) is
    'Applies an event that waits to its payment, if there is one; its outcome. The caller holds the lock of the reference.';

create function nexus.settle_waiting_events(provider_name text, reference text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    waiting bigint;
begin
    for waiting in
        select e.id from nexus.provider_events as e
        where e.provider = provider_name and e.external_id = reference and e.outcome = 'waiting'
        order by e.id
    loop
        perform nexus.settle_event(waiting);
    end loop;
end
$$;

comment on function nexus.settle_waiting_events(text, text) is
    'Applies the events that came before their payment, in the order in which they came.';

create function nexus.receive_provider_event(
    provider_name text,
    delivered bytea,
    given_signature text,
    out event_number bigint,
    out outcome text,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
#variable_conflict use_column
declare
    genuine boolean;
    body jsonb;
    amount_text text;
    readable boolean;
begin
    if provider_name is null or provider_name not in ('konnect', 'wise')
        or delivered is null or octet_length(delivered) not between 1 and 65536
    then
        raise exception 'an event of % bytes from %', coalesce(octet_length(delivered)::text, 'no'),
            quote_nullable(provider_name)
            using errcode = 'NXV01',
                  hint = 'konnect and wise send events, of 1 to 65536 bytes.';
    end if;
    -- Hashes are compared, so that the time it takes tells nothing of how much was right.
    genuine := exists (
        select from nexus.provider_secrets as s
        where s.provider = provider_name and s.retired_at is null
          and sha256(convert_to(encode(extensions.hmac(delivered, s.secret, 'sha256'), 'hex'), 'UTF8'))
              = sha256(convert_to(lower(coalesce(given_signature, '')), 'UTF8'))
    );
    begin
        body := convert_from(delivered, 'UTF8')::jsonb;
        amount_text := body ->> 'amount';
        readable := jsonb_typeof(body) = 'object'
            and coalesce(body ->> 'transactionId', '') ~ '\S' and coalesce(body ->> 'paymentRef', '') ~ '\S'
            and coalesce(body ->> 'status', '') ~ '\S'
            and (amount_text is null or amount_text ~ '^\d{1,9}(\.\d{1,3})?$');
    exception
        when data_exception then
            readable := false;
    end;
    if not genuine or not readable then
        insert into nexus.provider_events as e (provider, payload, signature, signature_valid, outcome)
        values (provider_name, delivered, left(given_signature, 200), genuine,
                case when genuine then 'unreadable' else 'refused' end)
        on conflict (provider, payload_hash) where outcome in ('refused', 'unreadable')
            do update set deliveries = e.deliveries + 1, last_received_at = clock_timestamp()
        returning e.id, e.outcome, e.deliveries > 1 into event_number, outcome, replayed;
        return;
    end if;
    perform nexus.lock_reference(provider_name, body ->> 'paymentRef');
    insert into nexus.provider_events as e
        (provider, event_id, external_id, word, amount, currency, payload, signature, signature_valid, outcome)
    values
        (provider_name, body ->> 'transactionId', body ->> 'paymentRef', body ->> 'status', amount_text::numeric,
         body ->> 'currency', delivered, left(given_signature, 200), true, 'waiting')
    on conflict (provider, event_id) where signature_valid and event_id is not null
        do update set deliveries = e.deliveries + 1, last_received_at = clock_timestamp()
    returning e.id, e.deliveries > 1 into event_number, replayed;
    outcome := nexus.settle_event(event_number);
end
$$;

comment on function nexus.receive_provider_event(text, bytea, text) is
    'Takes an event of a provider as it was delivered: a JSON object with transactionId, paymentRef, status, amount and '
    'currency, and its HMAC-SHA256 in hexadecimal. Verifies, keeps and applies it; delivered again, it tells what became of it '
    'the first time. For the server, which needs no actor. Raises NXV01 for what is no delivery at all.';

create function nexus.add_provider_secret(provider_name text, new_secret bytea, retire_others boolean default false)
    returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    made integer;
begin
    if retire_others then
        update nexus.provider_secrets as s set retired_at = now() where s.provider = provider_name and s.retired_at is null;
    end if;
    insert into nexus.provider_secrets (provider, secret) values (provider_name, new_secret) returning id into made;
    return made;
end
$$;

comment on function nexus.add_provider_secret(text, bytea, boolean) is
    'A secret with which a provider signs from now on, beside the others or in their place. For operators, as nexus_owner.';

create function nexus.reserve_pack(
    by_provider text,
    wanted_pack integer,
    external_id text default null,
    payer text default null
)
    returns nexus.payment_records
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'PARENT', 'ELEVE');
    pack nexus.credit_packs;
    offered boolean;
    reference constant text := coalesce(external_id, case when by_provider <> 'konnect' then platform.new_text_id() end);
    made nexus.payment_records;
begin
    if payer is not null and payer <> actor then
        perform nexus.require_role('ADMIN', 'ASSISTANTE');
    end if;
    select case by_provider
               when 'konnect' then s."allowCard" when 'wire' then s."allowWire" when 'cash' then s."allowCash"
           end into offered
    from nexus.payment_settings as s;
    if not coalesce(offered, by_provider in ('konnect', 'wire', 'cash')) or by_provider is null or reference is null then
        raise exception 'a pack is not paid by % now', coalesce(by_provider, 'nothing')
            using errcode = 'NXP06',
                  hint = 'konnect (with its reference), wire or cash, as payment_settings allow.';
    end if;
    select * into pack from nexus.credit_packs as p where p.id = wanted_pack and p.active;
    if not found then
        raise exception 'pack % is not on sale', coalesce(wanted_pack::text, 'NULL')
            using errcode = 'NXP06',
                  hint = 'See credit_packs, those that are active.';
    end if;
    perform nexus.lock_reference(by_provider, reference);
    insert into nexus.payment_records (provider, "externalId", "userId", "packId", "amountTnd", status)
    values (by_provider, reference, coalesce(payer, actor), pack.id, pack."priceTnd",
            case by_provider when 'konnect' then 'created' else 'pending' end)
    returning * into made;
    perform nexus.settle_waiting_events(by_provider, reference);
    select * into made from nexus.payment_records as r where r.id = made.id;
    return made;
end
$$;

comment on function nexus.reserve_pack(text, integer, text, text) is
    'Somebody will pay a pack for the wallet, at its price of today: by konnect under the provider''s reference, by wire or in '
    'cash. The staff may reserve for another payer. Raises NXP06.';

create function nexus.confirm_reservation(
    record_id integer,
    out record nexus.payment_records,
    out balance integer,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform nexus.require_role('ADMIN', 'ASSISTANTE');
    select * into record from nexus.payment_records as r where r.id = record_id for no key update;
    replayed := record.status = 'paid';
    if not coalesce(replayed, false) then
        if record.status is null or record.status not in ('created', 'pending') or record.provider = 'konnect' then
            raise exception 'payment record % cannot be confirmed: it is %', coalesce(record_id::text, 'NULL'),
                case when record.id is null then 'not there' else record.status || ', by ' || record.provider end
                using errcode = 'NXP05',
                      hint = 'Cash and transfers that are pending are confirmed by hand; cards by the provider''s event.';
        end if;
        record := nexus.settle_reservation(record);
    end if;
    select w.balance into balance from nexus.credit_wallets as w where w."userId" = record."userId";
end
$$;

comment on function nexus.confirm_reservation(integer) is
    'Cash or a transfer came, says ADMIN or ASSISTANTE: the reservation is paid and its credits are in the wallet. Again, it '
    'changes nothing and says so. Raises NXP05.';

create function nexus.cancel_reservation(record_id integer) returns nexus.payment_records
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'PARENT', 'ELEVE');
    record nexus.payment_records;
begin
    select * into record from nexus.payment_records as r where r.id = record_id for no key update;
    if record."userId" is distinct from actor then
        perform nexus.require_role('ADMIN', 'ASSISTANTE');
    end if;
    if record.status is null or record.status in ('paid', 'failed') then
        raise exception 'payment record % cannot be cancelled: it is %', coalesce(record_id::text, 'NULL'),
            coalesce(record.status, 'not there')
            using errcode = 'NXP05',
                  hint = 'Only what is not final is cancelled; credits are taken back by a correction of the wallet.';
    end if;
    if record.status <> 'cancelled' then
        update nexus.payment_records as r set status = 'cancelled' where r.id = record_id returning * into record;
    end if;
    return record;
end
$$;

comment on function nexus.cancel_reservation(integer) is
    'The payer, or the staff, gives a reservation up. Again, it changes nothing. Raises NXP05.';

create function nexus.name_payment(payment_id text, by_method text, reference text) returns nexus.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    named nexus.payments;
begin
    perform nexus.lock_reference(by_method, reference);
    update nexus.payments as p
    set method = by_method, "externalId" = reference
    where p.id = name_payment.payment_id and p.status = 'PENDING'
    returning * into named;
    if not found then
        raise exception 'payment % cannot take reference %: it is %', quote_nullable(payment_id), quote_nullable(reference),
            coalesce((select p.status::text from nexus.payments as p where p.id = name_payment.payment_id), 'not there')
            using errcode = 'NXP05',
                  hint = 'A payment that is pending takes its reference, once.';
    end if;
    perform nexus.settle_waiting_events(by_method, reference);
    select * into named from nexus.payments as p where p.id = name_payment.payment_id;
    return named;
end
$$;

comment on function nexus.name_payment(text, text, text) is
    'The provider gave a payment its reference; events that came before are applied. For the server. Raises NXP05, NXP02.';

create function nexus.pay_subscription(for_subscription text, by_method text default null, reference text default null)
    returns nexus.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted nexus.subscriptions;
    made nexus.payments;
begin
    select * into wanted from nexus.subscriptions as s where s.id = for_subscription;
    perform nexus.require_pupil(wanted."studentId");
    if wanted.status = 'CANCELLED' then
        raise exception 'subscription % cannot be paid: it is CANCELLED', wanted.id
            using errcode = 'NXS04',
                  hint = 'Ask for a new subscription.';
    end if;
    insert into nexus.payments (type, amount, description, method, "userId")
    select 'SUBSCRIPTION', wanted."monthlyPrice" + wanted."ariaCost", format('Abonnement %s', wanted."planName"), by_method,
           p."userId"
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    where s.id = wanted."studentId"
    returning * into made;
    insert into nexus.payment_orders (payment_id, student_id, subscription_id)
    values (made.id, wanted."studentId", wanted.id);
    if reference is not null then
        made := nexus.name_payment(made.id, by_method, reference);
    end if;
    return made;
end
$$;

comment on function nexus.pay_subscription(text, text, text) is
    'Opens the payment of a month of a subscription, at its own price; the parent pays. For pupil, parent and staff. Raises '
    'NXS04.';

create function nexus.pay_pack(
    for_student text,
    wanted_pack integer,
    by_method text default null,
    reference text default null
)
    returns nexus.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    pack nexus.credit_packs;
    made nexus.payments;
begin
    perform nexus.require_pupil(for_student);
    select * into pack from nexus.credit_packs as p where p.id = wanted_pack and p.active;
    if not found then
        raise exception 'pack % is not on sale', coalesce(wanted_pack::text, 'NULL')
            using errcode = 'NXP06',
                  hint = 'See credit_packs, those that are active.';
    end if;
    insert into nexus.payments (type, amount, description, method, "userId")
    select 'CREDIT_PACK', pack."priceTnd", format('%s crédits', pack.credits + pack.bonus), by_method, p."userId"
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    where s.id = for_student
    returning * into made;
    insert into nexus.payment_orders (payment_id, student_id, pack_id, credits)
    values (made.id, for_student, pack.id, pack.credits + pack.bonus);
    if reference is not null then
        made := nexus.name_payment(made.id, by_method, reference);
    end if;
    return made;
end
$$;

comment on function nexus.pay_pack(text, integer, text, text) is
    'Opens the payment of a pack of session credits for a pupil, at its price of today; the parent pays. For pupil, parent and '
    'staff. Raises NXP06.';

create function nexus.validate_payment(payment_id text, approve boolean) returns nexus.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    assistant constant text := nexus.require_role('ASSISTANTE');
    payment nexus.payments;
begin
    select * into payment from nexus.payments as p where p.id = validate_payment.payment_id for no key update;
    if payment.status is distinct from 'PENDING' or approve is null then
        raise exception 'payment % cannot be %: it is %', quote_nullable(payment_id),
            case when approve then 'approved' when not approve then 'rejected' else 'decided without a decision' end,
            coalesce(payment.status::text, 'not there')
            using errcode = 'NXP05',
                  hint = 'A payment that is PENDING is approved or rejected, once.';
    end if;
    if approve then
        return nexus.fulfil_payment(payment.id, assistant);
    end if;
    update nexus.payments as p set status = 'FAILED' where p.id = payment.id returning * into payment;
    return payment;
end
$$;

comment on function nexus.validate_payment(text, boolean) is
    'An assistant approves a payment, which brings what it buys, or rejects it; once. Raises NXP05, NXP04, NXS04.';

create function nexus.refund_payment(payment_id text) returns nexus.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    payment nexus.payments;
    bought nexus.payment_orders;
begin
    perform nexus.require_role('ADMIN');
    select * into payment from nexus.payments as p where p.id = refund_payment.payment_id for no key update;
    if payment.status is distinct from 'COMPLETED' then
        raise exception 'payment % cannot be refunded: it is %', quote_nullable(payment_id),
            coalesce(payment.status::text, 'not there')
            using errcode = 'NXP05',
                  hint = 'What was received is given back, once.';
    end if;
    select * into bought from nexus.payment_orders as o where o.payment_id = payment.id;
    if bought.credit_entry_id is not null then
        perform nexus.spend_credits(bought.student_id, bought.credits, 'Remboursement : ' || payment.description);
    elsif bought.subscription_id is not null then
        perform nexus.lock_subscriptions(bought.student_id);
        update nexus.subscriptions as s
        set status = 'CANCELLED', "endDate" = greatest(clock_timestamp(), s."startDate" + interval '1 millisecond')
        where s.id = bought.subscription_id and s.status = 'ACTIVE';
    end if;
    update nexus.payments as p set status = 'REFUNDED' where p.id = payment.id returning * into payment;
    return payment;
end
$$;

comment on function nexus.refund_payment(text) is
    'ADMIN gives a payment back, once: credits that it brought are taken out of the pupil''s purse by a counter-entry, or the '
    'subscription ends. Raises NXP05, and NXC01 if the credits were spent.';

grant execute on function
    nexus.reserve_pack(text, integer, text, text),
    nexus.confirm_reservation(integer),
    nexus.cancel_reservation(integer),
    nexus.pay_subscription(text, text, text),
    nexus.pay_pack(text, integer, text, text),
    nexus.validate_payment(text, boolean),
    nexus.refund_payment(text)
    to nexus_app, nexus_user;

grant execute on function
    nexus.receive_provider_event(text, bytea, text),
    nexus.name_payment(text, text, text)
    to nexus_app;
