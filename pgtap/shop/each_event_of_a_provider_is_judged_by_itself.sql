begin;
select plan(11);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_admin() as admin,
           test.shop_product(price => 10, stock => 9) as lamp;
create temporary table made as
    select test.shop_paid(ada, lamp, 4) as paid, test.shop_placed(eve, lamp, 1) as one, test.shop_placed(ada, lamp, 1) as two from given;
select test.act(eve) from given;
select shop.open_payment(one, 'stripe', 'pi_one') from made;
select test.act(ada) from given;
select shop.open_payment(two, 'stripe', 'pi_two') from made;
select test.act(null);

create function pg_temp.told(event text, kind text, resource text, amount numeric, refund text default null)
returns text
language sql
as $$
    select concat_ws(' ', w.outcome, w.reason,
                     case w.order_id when m.paid then 'of paid' when m.one then 'of one' when m.two then 'of two' end)
    from made as m, shop.receive_webhook('stripe', event, kind, resource, amount, 'EUR', refund) as w
$$;

select results_eq(
    $$
        select pg_temp.told(event, kind, resource, amount) from (values
            (1, 'evt_1', 'payment.failed', 'pi_one', 10), (2, 'evt_1', 'payment.failed', 'pi_one', 10),
            (3, 'evt_2', 'payment.failed', 'pi_one', 10), (4, 'evt_3', 'payment.succeeded', 'pi_two', 9.99),
            (5, 'evt_4', 'payment.moved', 'pi_two', 10), (6, 'evt_5', 'payment.succeeded', null, 10),
            (7, 'evt_6', 'payment.succeeded', 'pi_three', 10), (8, 'evt_7', 'payment.refunded', 'pi_two', 10)
        ) as t (n, event, kind, resource, amount) order by n
    $$,
    array[
        'applied of one', 'ignored replay_detected of one', 'ignored order_state_incompatible of one',
        'ignored amount_mismatch of two', 'ignored unsupported_event_type', 'ignored missing_resource_id',
        'ignored order_not_found', 'ignored order_state_incompatible of two'
    ],
    'what it says is applied, or ignored for a reason'
);

select results_eq(
    $$
        select event_id::text, outcome::text, reason::text from shop.payment_webhook_events, made
        where event_id like 'evt__' order by event_id
    $$,
    $$values
        ('evt_1', 'applied', null::text), ('evt_2', 'ignored', 'order_state_incompatible'), ('evt_3', 'ignored', 'amount_mismatch'),
        ('evt_4', 'ignored', 'unsupported_event_type'), ('evt_5', 'ignored', 'missing_resource_id'),
        ('evt_6', 'ignored', 'order_not_found'), ('evt_7', 'ignored', 'order_state_incompatible')
    $$,
    'each is kept with what came of it, whatever comes after'
);

select set_eq(
    'select intent_id::text, status::text from shop.payments where intent_id like ''pi____''',
    $$values ('pi_one', 'failed'), ('pi_two', 'pending')$$,
    'a payment that fails is one payment'
);

select results_eq(
    $$select pg_temp.told(event, 'payment.refunded', 'pi_' || paid, amount)
      from made, (values (1, 'evt_r0', 0::numeric), (2, 'evt_r-', -5), (3, 'evt_rn', null)) as t (n, event, amount) order by n$$,
    array['ignored amount_mismatch of paid', 'ignored amount_mismatch of paid', 'ignored amount_mismatch of paid'],
    'nothing, less than nothing and nobody knows how much are not refunded'
);

select is(
    (select pg_temp.told('evt_half', 'payment.refunded', 'pi_' || paid, 0.5, 're_half') from made), 'applied of paid',
    'half a euro is'
);

select test.act(admin) from given;
select shop.refund_order(paid, 7, 'first', 'refund-0001'), shop.refund_order(paid, 7, 'second', 'refund-0002'),
       shop.refund_order(paid, 5, 'third', 'refund-0003') from made;
update shop.refunds set provider_refund_id = 're_second' where idempotency_key = 'refund-0002';

select is(
    (select pg_temp.told('evt_second', 'payment.refunded', 'pi_' || paid, 7, 're_second') from made)
    || (select pg_temp.told('evt_third', 'payment.refunded', 'pi_' || paid, 5, 're_third') from made)
    || (select pg_temp.told('evt_again', 'payment.refunded', 'pi_' || paid, 5, 're_third') from made),
    'applied of paidapplied of paidignored order_state_incompatible of paid',
    'a refund is confirmed once'
);

select set_eq(
    'select idempotency_key::text, status::text, provider_refund_id::text from shop.refunds where idempotency_key like ''refund%''',
    $$values ('refund-0001', 'requested', null::text), ('refund-0002', 'succeeded', 're_second'), ('refund-0003', 'succeeded', 're_third')$$,
    'the one that the provider names, else one of that amount'
);

select results_eq(
    $$
        select test.sqlstate(format('select shop.record_communication(%L, %L)', id, intent))
        from made, lateral (values (1, paid, 'pending_confirmation'), (2, paid, 'under_review'), (3, paid, 'confirmed'),
                                   (4, paid, 'ready'), (5, two, 'confirmed'), (6, two, 'ready'), (7, paid, 'lost'), (8, paid, null)) as t (n, id, intent)
        order by n
    $$,
    $$
        select case when said is not null then format('SHO04: order %s is %s, and the customer is not told %s', order_number, status, said) end
        from made, lateral (values (1, paid, null), (2, paid, null), (3, paid, null), (4, paid, null), (5, two, null),
                                   (6, two, 'ready'), (7, paid, 'lost'), (8, paid, 'NULL')) as t (n, of_order, said)
        join shop.orders as o on o.id = of_order
        order by n
    $$,
    'a customer is told four things, and that it is ready once it is paid'
);

select is(
    (select pg_temp.told(repeat('e', 130), 'payment.refunded', 'pi_' || paid, 0.5, 're_long') from made), 'applied of paid',
    'an event may have a long name'
);

select test.act(admin) from given;
select shop.cancel_order(two, 'changed my mind') from made;
select test.act(null);

select is(
    (select pg_temp.told('evt_late', 'payment.succeeded', 'pi_two', 10)), 'ignored order_state_incompatible of two',
    'who pays for what was cancelled meanwhile is told so'
);
select is(
    (select status::text from shop.payments where intent_id = 'pi_two'), 'pending', 'and nothing is done about it'
);

select * from finish();
rollback;
