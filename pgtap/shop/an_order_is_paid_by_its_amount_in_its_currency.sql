begin;
select plan(14);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_product(price => 10, stock => 5) as lamp;
create temporary table made as select test.shop_placed(ada, lamp, 2) as order_id from given;
select test.act(ada) from given;

select results_eq(
    $$select amount, currency::text, status from made, shop.open_payment(order_id, 'stripe', 'pi_1')$$,
    $$values (20.00::numeric, 'EUR', 'pending')$$,
    'the amount of a payment is the total of its order'
);

select is(
    (select (shop.open_payment(order_id, 'stripe', 'pi_1')).id from made), (select id from shop.payments),
    'the same intent again is the same payment'
);

create function pg_temp.told(event text, kind text, resource text, amount numeric default 20, currency text default 'EUR')
returns text
language sql
as $$
    select concat_ws(' ', w.outcome, w.reason) from shop.receive_webhook('stripe', event, kind, resource, amount, currency) as w
$$;

select is(
    pg_temp.told('evt_01', 'payment.succeeded', 'pi_1', 19.99), 'ignored amount_mismatch',
    'another amount pays nothing'
);

select is(
    pg_temp.told('evt_02', 'payment.succeeded', 'pi_1', 20, 'USD'), 'ignored currency_mismatch',
    'nor does the amount in another currency'
);

select is(
    pg_temp.told('evt_03', 'payment.succeeded', 'pi_unknown'), 'ignored order_not_found',
    'nor a payment that nobody opened'
);

select is(
    pg_temp.told('evt_04', 'payment.succeeded', null), 'ignored missing_resource_id',
    'nor one that is of nothing'
);

select is(
    pg_temp.told('evt_05', 'customer.created', 'pi_1'), 'ignored unsupported_event_type',
    'what is not about payments is kept and ignored'
);

select results_eq(
    'select status::text, (select stock from shop.products), (select reserved from shop.products) from shop.orders',
    $$values ('pending', 5, 2)$$,
    'after all of these nothing is paid, and nothing sold'
);

select is(
    pg_temp.told('evt_06', 'payment.failed', 'pi_1') || ', then ' || pg_temp.told('evt_07', 'payment.succeeded', 'pi_1'),
    'applied, then applied',
    'a payment that failed may succeed with the next card'
);

select results_eq(
    'select status::text, (select stock from shop.products), (select reserved from shop.products) from shop.orders',
    $$values ('paid', 3, 0)$$,
    'its amount in its currency pays an order, and what was reserved is sold'
);

select results_eq(
    $$select type::text, to_status::text, source::text, source_event_id::text from shop.order_events
      where source = 'provider' order by created_at$$,
    $$values ('payment_failed', null, 'provider', 'evt_06'), ('status_changed', 'paid', 'provider', 'evt_07')$$,
    'the history says by which events'
);

select results_eq(
    $$select kind, stock_change, reserved_change, m.order_id = made.order_id
      from shop.stock_movements as m, made where kind = 'sale'$$,
    $$values ('sale', -2, -2, true)$$,
    'and the journal of stock says for which order'
);

select test.act(grace) from given;

select throws_ok(
    $$select shop.open_payment((select order_id from made), 'stripe', 'pi_2')$$,
    'SHO03', (select format('the actor has no order %s', order_id) from made),
    'somebody else''s order is not there'
);

create temporary table of_grace as select test.shop_placed(grace, lamp) as order_id from given;

select throws_ok(
    $$select shop.open_payment((select order_id from of_grace), 'stripe', 'pi_1')$$,
    'SHP01', 'intent pi_1 of stripe belongs to another order',
    'an intent pays one order'
);

select * from finish();
rollback;
