set local role shop_owner;

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

drop trigger paid_is_sold on shop.orders;

drop function shop.require_sold();

delete from shop.errors where sqlstate = 'SHO06';
