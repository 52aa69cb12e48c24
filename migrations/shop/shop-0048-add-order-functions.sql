-- depends: shop-0047-add-payments-and-fulfilment
--
-- What happens to an order after the checkout. Everything locks in one order: the order, then its payment, then the
-- products by id; the checkout locks cart, then products, and touches no order that exists. So nobody waits in a circle.
--
-- Providers tell what happened through shop.receive_webhook(). An event is entered in the transaction of what it changes, so
-- it is there if and only if that happened; twice the same is a replay and changes nothing. An order is paid only by a
-- payment of its amount in its currency. An event that came too early (order_not_found, order_state_incompatible) is judged
-- again when the provider sends it again; nothing was lost meanwhile, for nothing was changed.
--
-- shop.time_out() cancels orders that nobody paid in time and ends what was held for carts. It waits for nobody: what
-- somebody else holds is left for the next time. It can therefore be in no deadlock, and a checkout waits for it no longer
-- than a batch takes. The application calls it every minute, until it has nothing more to do.
--
-- Administrators act by the role of their account, through the trusted server.
--
-- Errors: SHO03 there is no such order, SHO04 the order is not in the state it needs, SHO05 more would come back than was
-- sold; SHP01 the payment cannot be opened, SHP02 more would be refunded than was paid, SHP03 nothing was paid.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHO03', 'The actor has no such order.', 'Check the id and who acts.'),
    ('SHO04', 'The order is not in the state that this needs.', 'See the message: it says in which state it is.'),
    ('SHO05', 'More would come back than was sold.', 'See the message: it says how many units are left.'),
    ('SHP01', 'A payment cannot be opened like this.', 'See the message; an intent belongs to one order.'),
    ('SHP02', 'More would be refunded than was paid.', 'See the message: it says how much is left.'),
    ('SHP03', 'Nothing was paid for the order.', 'Cancel an order that is not paid; there is nothing to refund.');

create function shop.lock_order(order_wanted uuid, for_admin boolean) returns shop.orders
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    actor constant uuid := shop.require_actor();
    wanted shop.orders;
begin
    if for_admin then
        perform shop.require_admin();
    end if;
    select * into wanted
    from shop.orders as o
    where o.id = order_wanted
      and (o.user_id = actor or exists (select from shop.users as u where u.id = actor and u.role = 'admin'))
    for no key update;
    if not found then
        raise exception 'the actor has no order %', coalesce(order_wanted::text, 'NULL')
            using errcode = 'SHO03',
                  hint = 'An order that is not there is refused in the same words as somebody else''s.';
    end if;
    return wanted;
end
$$;

comment on function shop.lock_order(uuid, boolean) is
    'Locks an order of the actor, or any for an administrator; for_admin: for administrators only. Raises SH001, SH002, SHO03.';

create function shop.change_order(
    of_order uuid,
    becomes shop.order_status,
    source text,
    event text default null,
    details jsonb default '{}'
)
    returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    perform set_config('shop.cause', jsonb_strip_nulls(jsonb_build_object(
        'source', source, 'event', event, 'details', details
    ))::text, true);
    update shop.orders set status = becomes where id = of_order;
    perform set_config('shop.cause', '', true);
end
$$;

comment on function shop.change_order(uuid, shop.order_status, text, text, jsonb) is
    'Changes the state of an order that its caller has locked, with the cause. Raises SHO01.';

create function shop.end_reservations(of_order uuid, movement text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    perform set_config('shop.movement', movement, true), set_config('shop.movement_order', of_order::text, true);
    delete from shop.stock_reservations where order_id = of_order;
    perform set_config('shop.movement', '', true), set_config('shop.movement_order', '', true);
end
$$;

comment on function shop.end_reservations(uuid, text) is
    'What was reserved for an order is sold (sale) or given back (release). Locks the products by id.';

create function shop.take_back(of_order uuid) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    item shop.order_items;
begin
    perform from shop.products as p
    where p.id in (select i.product_id from shop.order_items as i where i.order_id = of_order)
    order by p.id
    for no key update;
    for item in
        select * from shop.order_items as i
        where i.order_id = of_order and i.quantity > i.returned_quantity
        order by i.product_id, i.variant_id
    loop
        perform shop.change_stock(
            item.product_id, item.variant_id, item.quantity - item.returned_quantity, 'return', of_order
        );
    end loop;
end
$$;

comment on function shop.take_back(uuid) is
    'What was sold and never left is in stock again.';

create function shop.cancel_order(order_id uuid, reason text default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => false);
begin
    if wanted.status <> 'pending' then
        raise exception 'order % is %, and only a pending one can be cancelled', wanted.order_number, wanted.status
            using errcode = 'SHO04',
                  hint = 'What was paid is refunded: shop.refund_order().';
    end if;
    perform shop.end_reservations(wanted.id, 'release');
    perform shop.change_order(
        wanted.id, 'cancelled', case when wanted.user_id = shop.actor_id() then 'customer' else 'admin' end, null,
        jsonb_build_object('reason', coalesce(reason, ''))
    );
end
$$;

comment on function shop.cancel_order(uuid, text) is
    'Cancels a pending order of the actor, or any for an administrator, and gives its stock back. Raises SHO03, SHO04.';

create function shop.time_out(batch_size integer default 20, out orders integer, out carts integer)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    due record;
    wanted uuid[];
    had uuid[];
begin
    if batch_size is null or batch_size not between 1 and 1000 then
        raise exception 'a batch of %: it is 1 to 1000', coalesce(batch_size::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'Call it again while it does something.';
    end if;
    orders := 0;
    carts := 0;
    for due in
        select r.order_id, r.cart_id
        from shop.stock_reservations as r
        where r.reserved_until <= clock_timestamp()
        group by r.order_id, r.cart_id
        order by min(r.reserved_until)
        limit batch_size
    loop
        if due.order_id is not null then
            perform from shop.orders as o where o.id = due.order_id and o.status = 'pending' for no key update skip locked;
            continue when not found;
        else
            perform from shop.carts as c where c.id = due.cart_id for update skip locked;
            continue when not found;
        end if;
        select array_agg(distinct r.product_id) into wanted
        from shop.stock_reservations as r
        where (r.order_id = due.order_id or r.cart_id = due.cart_id) and r.reserved_until <= clock_timestamp();
        select array_agg(p.id) into had
        from (
            select q.id from shop.products as q where q.id = any (wanted) order by q.id for no key update skip locked
        ) as p;
        -- Somebody buys one of them: it is not our turn.
        continue when wanted is null or had is null or cardinality(had) < cardinality(wanted);
        if due.order_id is not null then
            perform shop.end_reservations(due.order_id, 'release');
            perform shop.change_order(due.order_id, 'cancelled', 'timeout', null, '{"reason": "nobody paid in time"}');
            orders := orders + 1;
        else
            delete from shop.stock_reservations as r
            where r.cart_id = due.cart_id and r.product_id = any (had) and r.reserved_until <= clock_timestamp();
            carts := carts + 1;
        end if;
    end loop;
end
$$;

comment on function shop.time_out(integer) is
    'Cancels up to batch_size orders that were not paid in time, and ends what was held for carts; gives the stock back. '
    'Waits for nobody. Says how many of each; call it again while it does something.';

create function shop.open_payment(order_id uuid, provider text, intent_id text) returns shop.payments
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => false);
    made shop.payments;
begin
    if wanted.status <> 'pending' then
        raise exception 'order % is %, and only a pending one is paid', wanted.order_number, wanted.status
            using errcode = 'SHO04',
                  hint = 'An order is paid once.';
    end if;
    insert into shop.payments (order_id, provider, intent_id, amount, currency)
    values (wanted.id, open_payment.provider, open_payment.intent_id, wanted.total_amount, wanted.currency)
    on conflict on constraint payments_provider_intent_id_key do nothing;
    select * into made
    from shop.payments as p
    where p.provider = open_payment.provider and p.intent_id = open_payment.intent_id;
    if made.order_id is distinct from wanted.id then
        raise exception 'intent % of % belongs to another order', intent_id, provider
            using errcode = 'SHP01',
                  hint = 'Ask the provider for an intent of this order''s own.';
    end if;
    if open_payment.provider = 'stripe' then
        update shop.orders as o set stripe_payment_intent_id = open_payment.intent_id where o.id = wanted.id;
    end if;
    return made;
end
$$;

comment on function shop.open_payment(uuid, text, text) is
    'Enters an intent that the provider made for a pending order of the actor: its amount is the total of the order. The same '
    'intent again is the same payment. Raises SHO03, SHO04, SHP01.';

create function shop.settle_refund(of_order shop.orders, of_payment uuid, event text) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    given_back numeric;
    paid numeric;
begin
    select p.amount, (select coalesce(sum(r.amount), 0) from shop.refunds as r
                      where r.payment_id = p.id and r.status = 'succeeded')
    into paid, given_back
    from shop.payments as p
    where p.id = of_payment;
    if given_back < paid or of_order.status not in ('paid', 'shipped', 'returned') then
        return;
    end if;
    -- What never left is in the warehouse.
    if of_order.status = 'paid' then
        perform shop.take_back(of_order.id);
    end if;
    perform shop.change_order(of_order.id, 'refunded', 'provider', event);
end
$$;

comment on function shop.settle_refund(shop.orders, uuid, text) is
    'When all was paid back, the order is refunded; if it had not left, its stock is given back.';

create function shop.receive_webhook(
    from_provider text,
    event text,
    kind text,
    resource text,
    told_amount numeric default null,
    told_currency text default null,
    refund text default null,
    body jsonb default '{}',
    out outcome text,
    out reason text,
    out order_id uuid
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    entry shop.payment_webhook_events;
    payment shop.payments;
    wanted shop.orders;
    refund_id uuid;
begin
    insert into shop.payment_webhook_events (provider, event_id, event_type, resource_id, payload)
    values (from_provider, event, kind, resource, body)
    on conflict on constraint payment_webhook_events_provider_event_id_key do nothing;
    -- Whoever sends it at the same time waits here, or above, and then finds it judged.
    select * into entry
    from shop.payment_webhook_events as e
    where e.provider = from_provider and e.event_id = event
    for update;
    if entry.outcome = 'applied' or entry.reason not in ('order_not_found', 'order_state_incompatible') then
        outcome := 'ignored';
        reason := 'replay_detected';
        order_id := entry.order_id;
        return;
    end if;

    reason := case
        when resource is null then 'missing_resource_id'
        when kind not in ('payment.succeeded', 'payment.failed', 'payment.refunded') then 'unsupported_event_type'
    end;
    if reason is null then
        select o.* into wanted
        from shop.payments as p
        join shop.orders as o on o.id = p.order_id
        where p.provider = from_provider and p.intent_id = resource
        for no key update of o;
        order_id := wanted.id;
        select * into payment
        from shop.payments as p
        where p.provider = from_provider and p.intent_id = resource
        for no key update;
        reason := case
            when payment.id is null then 'order_not_found'
            when kind = 'payment.succeeded' and (wanted.status <> 'pending' or payment.status = 'succeeded')
                or kind = 'payment.failed' and payment.status <> 'pending'
                or kind = 'payment.refunded' and payment.status <> 'succeeded' then 'order_state_incompatible'
            when kind <> 'payment.failed' and told_currency is distinct from payment.currency then 'currency_mismatch'
            when kind = 'payment.succeeded' and told_amount is distinct from payment.amount then 'amount_mismatch'
            when kind = 'payment.refunded' and (told_amount > 0) is not true then 'amount_mismatch'
        end;
    end if;

    if reason is null and kind = 'payment.succeeded' then
        update shop.payments as p set status = 'succeeded' where p.id = payment.id;
        perform shop.end_reservations(wanted.id, 'sale');
        perform shop.change_order(wanted.id, 'paid', 'provider', event);
    elsif reason is null and kind = 'payment.failed' then
        update shop.payments as p set status = 'failed' where p.id = payment.id;
        insert into shop.order_events (order_id, type, source, source_event_id)
        values (wanted.id, 'payment_failed', 'provider', event);
    elsif reason is null then
        -- The refund that the provider names, else the oldest one that was requested for this amount, else one that was
        -- made at the provider itself.
        select r.id into refund_id
        from shop.refunds as r
        where r.payment_id = payment.id and r.status = 'requested'
          and (r.provider_refund_id = refund or r.provider_refund_id is null and r.amount = told_amount)
        order by r.provider_refund_id nulls last, r.created_at
        limit 1;
        if refund_id is not null then
            update shop.refunds as r
            set status = 'succeeded', provider_refund_id = coalesce(refund, r.provider_refund_id)
            where r.id = refund_id;
        elsif refund is not null
            and exists (select from shop.refunds as r where r.payment_id = payment.id and r.provider_refund_id = refund)
        then
            reason := 'order_state_incompatible';
        elsif told_amount > payment.amount - payment.refunded_amount then
            reason := 'amount_mismatch';
        else
            insert into shop.refunds (payment_id, amount, reason, status, idempotency_key, provider_refund_id)
            values (payment.id, told_amount, 'refunded at the provider', 'succeeded', left('event ' || event, 128), refund);
        end if;
        if reason is null then
            perform shop.settle_refund(wanted, payment.id, event);
        end if;
    end if;
    outcome := case when reason is null then 'applied' else 'ignored' end;
    update shop.payment_webhook_events as e
    set outcome = receive_webhook.outcome, reason = receive_webhook.reason, order_id = receive_webhook.order_id
    where e.id = entry.id;
end
$$;

comment on function shop.receive_webhook(text, text, text, text, numeric, text, text, jsonb) is
    'Takes an event of a provider: payment.succeeded, payment.failed or payment.refunded, about an intent. Applies it, or '
    'ignores it and says why: order_not_found, order_state_incompatible, amount_mismatch, currency_mismatch, replay_detected, '
    'unsupported_event_type, missing_resource_id. Never raises for what a provider may send.';

create function shop.refund_order(order_id uuid, amount numeric, reason text, key text) returns shop.refunds
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    payment shop.payments;
    made shop.refunds;
begin
    select * into payment
    from shop.payments as p
    where p.order_id = wanted.id and p.status = 'succeeded'
    for no key update;
    if not found then
        raise exception 'nothing was paid for order %', wanted.order_number
            using errcode = 'SHP03',
                  hint = 'Cancel an order that is not paid.';
    end if;
    select * into made from shop.refunds as r where r.payment_id = payment.id and r.idempotency_key = key;
    if found then
        return made;
    end if;
    if (amount > 0) is not true or amount > payment.amount - payment.refunded_amount then
        raise exception '% % of order % are left to refund, and % were asked for',
            payment.amount - payment.refunded_amount, payment.currency, wanted.order_number, coalesce(amount::text, 'NULL')
            using errcode = 'SHP02',
                  hint = 'Refund what is left, or less.';
    end if;
    insert into shop.refunds (payment_id, amount, reason, idempotency_key)
    values (payment.id, refund_order.amount, refund_order.reason, key)
    returning * into made;
    return made;
end
$$;

comment on function shop.refund_order(uuid, numeric, text, text) is
    'Requests a refund of all or a part of what was paid; the provider confirms it by an event. The same key again is the '
    'same refund. For administrators. Raises SH001, SH002, SHO03, SHP02, SHP03.';

create function shop.fail_refund(refund_id uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform shop.require_admin();
    update shop.refunds as r set status = 'failed' where r.id = refund_id and r.status = 'requested';
    if not found then
        raise exception 'there is no refund % that waits for its provider', coalesce(refund_id::text, 'NULL')
            using errcode = 'SHO04',
                  hint = 'One that succeeded stays, and one that failed has failed.';
    end if;
end
$$;

comment on function shop.fail_refund(uuid) is
    'The provider refused a refund: its amount may be refunded otherwise. For administrators. Raises SH001, SH002, SHO04.';

create function shop.ship_order(order_id uuid, carrier text, tracking_number text default null) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    made uuid;
begin
    if wanted.status not in ('paid', 'shipped') or wanted.fulfillment_mode <> 'parcel' then
        raise exception 'order % is % and goes by %: no parcel leaves', wanted.order_number, wanted.status, wanted.fulfillment_mode
            using errcode = 'SHO04',
                  hint = 'Parcels leave for orders that are paid and go by parcel; others are made ready: shop.make_ready().';
    end if;
    insert into shop.shipments (order_id, state, carrier, tracking_number, handed_over_at)
    values (wanted.id, 'shipped', ship_order.carrier, ship_order.tracking_number, now())
    returning id into made;
    if wanted.status = 'paid' then
        perform shop.change_order(wanted.id, 'shipped', 'admin', made::text);
    end if;
    return made;
end
$$;

comment on function shop.ship_order(uuid, text, text) is
    'A parcel of a paid order leaves; the first one ships the order. For administrators. Raises SH001, SH002, SHO03, SHO04.';

create function shop.make_ready(order_id uuid) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    made uuid;
begin
    if wanted.status <> 'paid' or wanted.fulfillment_mode = 'parcel' then
        raise exception 'order % is % and goes by %: it is not made ready',
            wanted.order_number, wanted.status, wanted.fulfillment_mode
            using errcode = 'SHO04',
                  hint = 'Ready is what is paid and picked up or delivered locally.';
    end if;
    -- The order is locked: whoever makes it ready at the same time waits, and finds it ready.
    if exists (select from shop.shipments as s where s.order_id = wanted.id) then
        raise exception 'order % is ready already', wanted.order_number
            using errcode = 'SHO04',
                  hint = 'Hand it over: shop.hand_over().';
    end if;
    insert into shop.shipments (order_id, state)
    values (wanted.id, case wanted.fulfillment_mode when 'pickup_local' then 'ready_for_pickup' else 'ready_for_local_delivery' end)
    returning id into made;
    return made;
end
$$;

comment on function shop.make_ready(uuid) is
    'A paid order waits to be picked up, or for our own people. Once. For administrators. Raises SH001, SH002, SHO03, SHO04.';

create function shop.hand_over(order_id uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    handed uuid;
begin
    update shop.shipments as s
    set state = case s.state when 'ready_for_pickup' then 'collected' else 'delivered_local' end, handed_over_at = now()
    where s.order_id = wanted.id and s.state in ('ready_for_pickup', 'ready_for_local_delivery') and wanted.status = 'paid'
    returning s.id into handed;
    if handed is null then
        raise exception 'order % is %, and nothing of it waits to be handed over', wanted.order_number, wanted.status
            using errcode = 'SHO04',
                  hint = 'It is made ready first, and handed over once.';
    end if;
    perform shop.change_order(wanted.id, 'shipped', 'admin', handed::text);
end
$$;

comment on function shop.hand_over(uuid) is
    'An order that was ready is in the hands of its customer. Once. For administrators. Raises SH001, SH002, SHO03, SHO04.';

create function shop.return_items(order_id uuid, reason text, lines jsonb) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    made uuid;
    line record;
begin
    if wanted.status <> 'shipped' then
        raise exception 'order % is %: what has not left does not come back', wanted.order_number, wanted.status
            using errcode = 'SHO04',
                  hint = 'An order that is paid and has not left is refunded: shop.refund_order().';
    end if;
    perform from shop.products as p
    where p.id in (select i.product_id from shop.order_items as i where i.order_id = wanted.id)
    order by p.id
    for no key update;
    insert into shop.order_returns (order_id, reason) values (wanted.id, return_items.reason) returning id into made;
    for line in
        select l.item, l.quantity, coalesce(l.restock, true) as restock, i.id, i.product_id, i.variant_id, i.product_name,
               i.quantity - i.returned_quantity as left_over
        from jsonb_to_recordset(lines) as l (item uuid, quantity integer, restock boolean)
        left join shop.order_items as i on i.id = l.item and i.order_id = wanted.id
        order by i.product_id, i.variant_id
    loop
        if line.id is null or (line.quantity between 1 and line.left_over) is not true then
            raise exception '% of % are left of line %, and % were to come back',
                coalesce(line.left_over, 0), coalesce(line.product_name, 'nothing'), coalesce(line.item::text, 'NULL'),
                coalesce(line.quantity::text, 'NULL')
                using errcode = 'SHO05',
                      hint = 'Name lines of the order by their ids, once each, and units that have not come back yet.';
        end if;
        insert into shop.order_return_items (return_id, order_item_id, quantity, restocked)
        values (made, line.id, line.quantity, line.restock);
        if line.restock then
            perform shop.change_stock(line.product_id, line.variant_id, line.quantity, 'return', wanted.id);
        end if;
    end loop;
    if not exists (
        select from shop.order_items as i where i.order_id = wanted.id and i.returned_quantity < i.quantity
    ) then
        perform shop.change_order(wanted.id, 'returned', 'admin', made::text);
    end if;
    return made;
end
$$;

comment on function shop.return_items(uuid, text, jsonb) is
    'Units of a shipped order came back: [{"item": id of the line, "quantity": 1, "restock": true}]. What is restocked is in '
    'stock again; when everything came back, the order is returned. For administrators. Raises SH001, SH002, SHO03 to SHO05.';

create function shop.record_communication(order_id uuid, intent text) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    made uuid;
begin
    if intent is null or intent not in ('pending_confirmation', 'under_review', 'confirmed', 'ready')
        or intent = 'ready' and wanted.status not in ('paid', 'shipped')
    then
        raise exception 'order % is %, and the customer is not told %', wanted.order_number, wanted.status, coalesce(intent, 'NULL')
            using errcode = 'SHO04',
                  hint = 'Customers are told pending_confirmation, under_review, confirmed, and ready once it is paid.';
    end if;
    insert into shop.order_events (order_id, type, source, details, supersedes)
    select wanted.id, 'communication', 'admin', jsonb_build_object('intent', intent), (
        select e.id from shop.order_events as e
        where e.order_id = wanted.id and e.type = 'communication'
          and not exists (select from shop.order_events as later where later.supersedes = e.id)
    )
    returning id into made;
    return made;
end
$$;

comment on function shop.record_communication(uuid, text) is
    'What the customer is to be told now; it supersedes what was to be told before. For administrators. Raises SH001, SH002, '
    'SHO03, SHO04.';

grant execute on function
    shop.cancel_order(uuid, text),
    shop.open_payment(uuid, text, text)
    to shop_app, shop_user;

grant execute on function
    shop.time_out(integer),
    shop.receive_webhook(text, text, text, text, numeric, text, text, jsonb),
    shop.refund_order(uuid, numeric, text, text),
    shop.fail_refund(uuid),
    shop.ship_order(uuid, text, text),
    shop.make_ready(uuid),
    shop.hand_over(uuid),
    shop.return_items(uuid, text, jsonb),
    shop.record_communication(uuid, text)
    to shop_app;
