-- depends: shop-0064-audit-people-and-prices
--
-- What must hold in the shop across rows and tables. Most of it is kept by triggers and constraints as it is written; these
-- queries find what got past them: triggers that were switched off, rows from before there were any, a restored part of a
-- backup.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

select platform.declare_check(
    'shop', 'stock_is_the_sum_of_its_movements',
    'Stock and reserved of every product and variant are the sums of the journal.',
    'Find the change in audit and server logs; enter the difference with shop.adjust_stock().',
    $$
        select u.unit as record,
               format('stock %s and reserved %s, by the journal %s and %s', u.stock, u.reserved, m.stock, m.reserved) as problem
        from (
            select id as unit, id as product_id, null::uuid as variant_id, stock, reserved from shop.products
            union all
            select id, product_id, id, stock, reserved from shop.product_variants
        ) as u
        cross join lateral (
            select coalesce(sum(s.stock_change), 0) as stock, coalesce(sum(s.reserved_change), 0) as reserved
            from shop.stock_movements as s
            where s.product_id = u.product_id and s.variant_id is not distinct from u.variant_id
        ) as m
        where (u.stock, u.reserved) <> (m.stock, m.reserved)
    $$
);

select platform.declare_check(
    'shop', 'movements_are_a_chain',
    'Every movement begins where the one before it ended.',
    'An entry was lost or changed: compare with a backup.',
    $$
        select c.id as record, format('stock was %s and reserved %s before it, by the entry before it %s and %s',
                                      c.stock - c.stock_change, c.reserved - c.reserved_change, c.stock_before,
                                      c.reserved_before) as problem
        from (
            select m.*, coalesce(lag(m.stock) over w, 0) as stock_before, coalesce(lag(m.reserved) over w, 0) as reserved_before
            from shop.stock_movements as m
            window w as (partition by m.product_id, m.variant_id order by m.id)
        ) as c
        where (c.stock - c.stock_change, c.reserved - c.reserved_change) <> (c.stock_before, c.reserved_before)
    $$
);

select platform.declare_check(
    'shop', 'reserved_is_the_sum_of_reservations',
    'What is reserved of a product or variant is the sum of its reservations.',
    'Delete reservations of orders that are not pending; then compare again.',
    $$
        select u.unit as record, format('reserved %s, by the reservations %s', u.reserved, r.quantity) as problem
        from (
            select id as unit, id as product_id, null::uuid as variant_id, reserved from shop.products
            union all
            select id, product_id, id, reserved from shop.product_variants
        ) as u
        cross join lateral (
            select coalesce(sum(s.quantity), 0) as quantity
            from shop.stock_reservations as s
            where s.product_id = u.product_id and s.variant_id is not distinct from u.variant_id
        ) as r
        where u.reserved <> r.quantity
    $$
);

select platform.declare_check(
    'shop', 'only_pending_orders_reserve',
    'Stock is reserved for pending orders only.',
    'Delete the reservation: its units are given back.',
    $$
        select r.id as record, format('reserved for order %s, which is %s', o.order_number, o.status) as problem
        from shop.stock_reservations as r
        join shop.orders as o on o.id = r.order_id
        where o.status <> 'pending'
    $$
);

select platform.declare_check(
    'shop', 'orders_cost_the_sum_of_their_lines',
    'The total of every order is the sum of its lines.',
    'Find out what the customer paid; the lines say what was sold.',
    $$
        select o.id as record, format('%s costs %s, and its lines %s', o.order_number, o.total_amount, i.total) as problem
        from shop.orders as o
        cross join lateral (
            select coalesce(sum(l.line_total), 0) as total from shop.order_items as l where l.order_id = o.id
        ) as i
        where o.total_amount <> i.total
    $$
);

select platform.declare_check(
    'shop', 'paid_orders_have_a_payment',
    'Every order that was paid has a payment that succeeded, of its total.',
    'Look the order up at the provider; enter its payment, or refund and cancel it.',
    $$
        select o.id as record, format('%s is %s, and paid were %s of %s', o.order_number, o.status,
                                      coalesce(p.amount, 0), o.total_amount) as problem
        from shop.orders as o
        left join shop.payments as p on p.order_id = o.id and p.status = 'succeeded'
        where o.status not in ('pending', 'cancelled') and o.total_amount is distinct from p.amount
    $$
);

select platform.declare_check(
    'shop', 'paid_payments_have_an_order',
    'A payment that succeeded belongs to an order that was paid.',
    'The customer paid for nothing: refund it at the provider.',
    $$
        select p.id as record, format('%s %s are paid for %s, which is %s', p.amount, p.currency, o.order_number, o.status)
                   as problem
        from shop.payments as p
        join shop.orders as o on o.id = p.order_id
        where p.status = 'succeeded' and o.status in ('pending', 'cancelled')
        union all
        select e.id, format('event %s of %s says paid, and was ignored: %s', e.event_id, e.provider, e.reason)
        from shop.payment_webhook_events as e
        join shop.payments as p on p.provider = e.provider and p.intent_id = e.resource_id and p.status <> 'succeeded'
        where e.event_type = 'payment.succeeded' and e.outcome = 'ignored'
    $$
);

select platform.declare_check(
    'shop', 'refunds_add_up',
    'What a payment says is refunded is the sum of its refunds.',
    'Compare with the provider; the refunds are the truth.',
    $$
        select p.id as record, format('refunded %s, by the refunds %s', p.refunded_amount, r.amount) as problem
        from shop.payments as p
        cross join lateral (
            select coalesce(sum(s.amount), 0) as amount
            from shop.refunds as s where s.payment_id = p.id and s.status <> 'failed'
        ) as r
        where p.refunded_amount <> r.amount
    $$
);

select platform.declare_check(
    'shop', 'returns_add_up',
    'What a line says came back is the sum of its returns.',
    'The returns are the truth.',
    $$
        select i.id as record, format('%s came back, by the returns %s', i.returned_quantity, r.quantity) as problem
        from shop.order_items as i
        cross join lateral (
            select coalesce(sum(s.quantity), 0) as quantity from shop.order_return_items as s where s.order_item_id = i.id
        ) as r
        where i.returned_quantity <> r.quantity
    $$
);

select platform.declare_check(
    'shop', 'orders_are_where_their_history_ends',
    'An order with a history is in the state of its last event.',
    'Its history says what happened; see the audit of payments and shipments.',
    $$
        select o.id as record, format('%s is %s, and its history ends at %s', o.order_number, o.status, e.to_status) as problem
        from shop.orders as o
        cross join lateral (
            select h.to_status from shop.order_events as h
            where h.order_id = o.id and h.to_status is not null
            order by h.created_at desc, h.from_status is null
            limit 1
        ) as e
        where o.status <> e.to_status
    $$
);

select platform.declare_check(
    'shop', 'order_numbers_have_no_gaps',
    'The numbers of a year run from 1 to the last one.',
    'An order was deleted: after ten years that is retention, before that it is in the audit log.',
    $$
        select c.year as record, format('the last number is %s, and there are %s orders', c.last_number, n.orders) as problem
        from shop.order_counters as c
        cross join lateral (
            select count(*) as orders from shop.orders as o where o.order_number ~ ('^' || c.year || '-')
        ) as n
        where c.last_number <> n.orders and c.year > extract(year from now()) - 9
    $$
);
