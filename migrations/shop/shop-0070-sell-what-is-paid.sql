-- depends: shop-0069-add-media-uploads
--
-- An order whose reservations were gone, deleted by hand or purged a month after their time, could be paid and took no stock:
-- the sale of what is reserved was the sale of nothing, and nobody looked. Now an order becomes paid only if all of its lines
-- were taken from stock, by the journal, whoever makes it paid.
--
-- A provider cannot do anything about it, so its event is not refused but ignored as order_state_incompatible: it is kept,
-- judged again when it is sent again, and found by the integrity check paid_payments_have_an_order. Orders from before there
-- were reservations have none: they wait for somebody who reserves their lines, or cancels them.
--
-- Error: SHO06 units of an order were not taken from stock.
-- Share row exclusive on orders (no writes) for an instant; rewrites nothing, loses nothing.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHO06', 'Units of the order were not taken from stock.', 'Reserve what is missing for the order again, or cancel it and pay the customer back.');

create function shop.require_sold() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    missing record;
begin
    select i.product_name, i.quantity, t.units into missing
    from shop.order_items as i
    cross join lateral (
        select coalesce(-sum(m.stock_change), 0) as units
        from shop.stock_movements as m
        where m.order_id = i.order_id and m.kind = 'sale'
          and m.product_id = i.product_id and m.variant_id is not distinct from i.variant_id
    ) as t
    where i.order_id = new.id and t.units < i.quantity
    order by i.product_id, i.variant_id
    limit 1;
    if found then
        raise exception 'order % sells % of %, and % were taken from stock',
            new.order_number, missing.quantity, missing.product_name, missing.units
            using errcode = 'SHO06',
                  hint = 'Reserve what is missing for the order again, or cancel it and pay the customer back.';
    end if;
    return new;
end
$$;

comment on function shop.require_sold() is
    'BEFORE row trigger of orders: what is paid was taken from stock, line by line, by the journal. Raises SHO06.';

create trigger paid_is_sold
    before update of status on shop.orders
    for each row when (old.status = 'pending' and new.status = 'paid')
    execute function shop.require_sold();

create or replace function shop.receive_webhook(
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
        begin
            update shop.payments as p set status = 'succeeded' where p.id = payment.id;
            perform shop.end_reservations(wanted.id, 'sale');
            perform shop.change_order(wanted.id, 'paid', 'provider', event);
        exception when sqlstate 'SHO06' then
            -- Nothing of it happened. The event is kept, and judged again when it is sent again.
            reason := 'order_state_incompatible';
        end;
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
