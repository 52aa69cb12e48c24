begin;
select plan(12);

create temporary table given as select test.shop_user() as ada, test.shop_product(price => 10, stock => 9) as lamp;
create temporary table made as select test.shop_placed(ada, lamp, 2) as order_id, 'pi_1' as intent from given;
select test.act(ada) from given;

create function pg_temp.told(event text, kind text, amount numeric default 20, refund text default null)
returns text
language sql
as $$
    select concat_ws(' ', w.outcome, w.reason)
    from shop.receive_webhook('stripe', event, kind, 'pi_1', amount, 'EUR', refund) as w
$$;

select is(
    pg_temp.told('evt_paid', 'payment.succeeded'), 'ignored order_not_found',
    'an event that comes before its payment was opened changes nothing'
);

select shop.open_payment(order_id, 'stripe', intent) from made;

select is(
    pg_temp.told('evt_refund', 'payment.refunded', 5, 're_1'), 'ignored order_state_incompatible',
    'nor does a refund that comes before the payment'
);

select is(
    pg_temp.told('evt_paid', 'payment.succeeded'), 'applied',
    'sent again, when its time has come, it counts'
);

select is(
    pg_temp.told('evt_paid', 'payment.succeeded'), 'ignored replay_detected',
    'sent once more it does not'
);

select is(
    pg_temp.told('evt_paid_2', 'payment.succeeded'), 'ignored order_state_incompatible',
    'nor does another event that says the same'
);

select is(
    pg_temp.told('evt_late', 'payment.failed'), 'ignored order_state_incompatible',
    'nor one that failed before and arrives after'
);

select is(
    pg_temp.told('evt_refund', 'payment.refunded', 5, 're_1'), 'applied',
    'the refund counts now: it is about the same intent, and no replay'
);

select is(
    pg_temp.told('evt_refund_2', 'payment.refunded', 5, 're_1'), 'ignored order_state_incompatible',
    'another event about the same refund does not'
);

select results_eq(
    'select count(*), max(refunded_amount) from shop.payments, shop.refunds',
    'values (1::bigint, 5.00::numeric)',
    'so there is one payment, and one refund'
);

select results_eq(
    'select stock, reserved from shop.products',
    'values (7, 0)',
    'and what was sold was sold once'
);

select is(
    (select count(*) from shop.payment_webhook_events), 5::bigint,
    'every event is kept once'
);

select set_eq(
    $$select source_event_id::text from shop.order_events where source = 'provider'$$,
    array['evt_paid'],
    'and the history holds those that changed the order'
);

select * from finish();
rollback;
