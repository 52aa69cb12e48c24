begin;
select plan(13);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_product(stock => 8) as lamp,
           test.shop_product('Chair', stock => 0) as chair;
-- What another order took is not what this one takes.
select test.shop_paid(grace, lamp, 2) from given;
create temporary table made as
    select test.shop_placed(ada, lamp, 2) as gone, test.shop_placed(grace, chair, 3, variant => test.shop_variant(chair)) as kept
    from given;

select test.act(ada) from given;
select shop.open_payment(gone, 'stripe', 'pi_gone') from made;
select test.act(grace) from given;
select shop.open_payment(kept, 'stripe', 'pi_kept') from made;

-- By hand, or because nobody released it for a month.
delete from shop.stock_reservations where order_id = (select gone from made);

select throws_ok(
    format('update shop.orders set status = ''paid'' where id = %L', gone),
    'SHO06', format('order %s sells 2 of Lamp, and 0 were taken from stock', order_number),
    'an order whose reservation is gone does not become paid'
)
from made join shop.orders as o on o.id = gone;

select throws_ok(
    format('update shop.orders set status = ''paid'' where id = %L', kept),
    'SHO06', format('order %s sells 3 of Chair, and 0 were taken from stock', order_number),
    'nor one that still has it: reserved is not sold'
)
from made join shop.orders as o on o.id = kept;

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_gone', 'payment.succeeded', 'pi_gone', 20, 'EUR')$$,
    $$values ('ignored', 'order_state_incompatible')$$,
    'what its provider tells is ignored'
);

select results_eq(
    $$
        select o.status::text, p.status, l.stock, l.reserved
        from made
        join shop.orders as o on o.id = gone
        join shop.payments as p on p.order_id = gone
        join given on true
        join shop.products as l on l.id = lamp
    $$,
    $$values ('pending', 'pending', 6, 0)$$,
    'and nothing of it happens'
);

select results_eq(
    $$select e.outcome, e.reason, e.order_id from shop.payment_webhook_events as e where e.event_id = 'evt_gone'$$,
    $$select 'ignored', 'order_state_incompatible', gone from made$$,
    'but that it was told is kept, with the order'
);

-- A part of it is not all of it.
insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select lamp, 1, gone, now() + interval '1 hour' from given, made;

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_gone', 'payment.succeeded', 'pi_gone', 20, 'EUR')$$,
    $$values ('ignored', 'order_state_incompatible')$$,
    'it is judged again when it is sent again, and a part of what was ordered is not enough'
);

select is(
    (select quantity from shop.stock_reservations where order_id = (select gone from made)), 1,
    'what is reserved stays so'
);

delete from shop.stock_reservations where order_id = (select gone from made);
insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select lamp, 3, gone, now() + interval '1 hour' from given, made;

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_gone', 'payment.succeeded', 'pi_gone', 20, 'EUR')$$,
    $$values ('ignored', 'order_state_incompatible')$$,
    'more than was ordered is wrong as well'
);

delete from shop.stock_reservations where order_id = (select gone from made);
insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select lamp, 2, gone, now() + interval '1 hour' from given, made;

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_gone', 'payment.succeeded', 'pi_gone', 20, 'EUR')$$,
    $$values ('applied', null::text)$$,
    'reserved again in full, it is paid'
);

select results_eq(
    $$select stock, reserved from shop.products where id = (select lamp from given)$$,
    'values (4, 0)',
    'and takes its stock'
);

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_kept', 'payment.succeeded', 'pi_kept', 30, 'EUR')$$,
    $$values ('applied', null::text)$$,
    'an order of variants is paid with what it took of them'
);

select is_empty(
    $$select unit, problem from test.shop_stock_disagrees()$$,
    'the figures are the sums of the journal'
);

select lives_ok(
    format(
        'insert into shop.orders (user_id, total_amount, idempotency_key) values (%L, 0, ''order-key-0001'');
         update shop.orders set status = ''paid'' where idempotency_key = ''order-key-0001''', ada),
    'an order of nothing takes nothing'
) from given;

select * from finish();
rollback;
