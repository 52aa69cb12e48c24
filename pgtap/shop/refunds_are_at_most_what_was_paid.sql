begin;
select plan(24);

create temporary table given as
    select test.shop_user() as ada, test.shop_admin() as admin, test.shop_product(price => 10, stock => 9) as lamp;
create temporary table made as
    select test.shop_paid(ada, lamp, 4) as paid, test.shop_placed(ada, lamp, 1) as pending from given;
select test.act(ada) from given;

select throws_ok(
    $$select shop.refund_order(paid, 5, 'scratched', 'refund-0001') from made$$,
    'SH002', 'only an administrator may do this',
    'customers do not refund themselves'
);

select test.act(admin) from given;

select throws_ok(
    $$select shop.refund_order(pending, 5, 'scratched', 'refund-0001') from made$$,
    'SHP03', (select format('nothing was paid for order %s', order_number) from shop.orders, made where id = pending),
    'what was not paid is not refunded'
);

select results_eq(
    $$select amount, status from made, shop.refund_order(paid, 15, 'scratched', 'refund-0001')$$,
    $$values (15.00::numeric, 'requested')$$,
    'a part is refunded'
);

select is(
    (select count(distinct id) from (
        select id from shop.refunds
        union all
        select (shop.refund_order(paid, 15, 'scratched', 'refund-0001')).id from made
    ) as same), 1::bigint,
    'the same key again is the same refund'
);

select throws_ok(
    $$select shop.refund_order(paid, 25.01, 'lost', 'refund-0002') from made$$,
    'SHP02', (select format('25.00 EUR of order %s are left to refund, and 25.01 were asked for', order_number)
              from shop.orders, made where id = paid),
    'all refunds together are at most what was paid'
);

select throws_ok(
    $$insert into shop.refunds (payment_id, amount, reason, idempotency_key)
      select id, 25.01, 'lost', 'refund-0002' from shop.payments$$,
    '23514', 'new row for relation "payments" violates check constraint "payments_refunds_are_at_most_what_was_paid"',
    'whoever writes them'
);

select throws_ok(
    $$select shop.refund_order(paid, 0, 'nothing', 'refund-0002') from made$$,
    'SHP02', (select format('25.00 EUR of order %s are left to refund, and 0 were asked for', order_number)
              from shop.orders, made where id = paid),
    'nothing is no refund'
);

select throws_ok(
    $$select shop.refund_order(paid, -1, 'less', 'refund-0002') from made$$,
    'SHP02', (select format('25.00 EUR of order %s are left to refund, and -1 were asked for', order_number)
              from shop.orders, made where id = paid),
    'nor is less'
);

select lives_ok(
    'select shop.fail_refund(id) from shop.refunds',
    'a refund that the provider refuses has failed'
);

select is(
    (select refunded_amount from shop.payments), 0.00,
    'and its amount may be refunded otherwise'
);

select is(
    test.sqlstate(format('select shop.fail_refund(%L)', (select id from shop.refunds))),
    (select format('SHO04: there is no refund %s that waits for its provider', id) from shop.refunds),
    'it fails once'
);

select throws_ok(
    'select shop.fail_refund(null)', 'SHO04', 'there is no refund NULL that waits for its provider',
    'nothing does not fail'
);

select test.act(ada) from given;

select throws_ok(
    'select shop.fail_refund(id) from shop.refunds', 'SH002', 'only an administrator may do this',
    'customers do not say so'
);

select test.act(admin) from given;

select lives_ok(
    $$update shop.refunds set provider_refund_id = 're_0'$$,
    'what the provider called it is noted'
);

select is(
    (select refunded_amount from shop.payments), 0.00,
    'and counts for nothing again'
);

select throws_ok(
    'delete from shop.refunds',
    'SH003', 'a refund is not moved or deleted: delete refused',
    'it is not deleted'
);

select shop.refund_order(paid, 10, 'late', 'refund-0003') from made;

select results_eq(
    $$select outcome, reason from made,
      shop.receive_webhook('stripe', 'evt_r1', 'payment.refunded', 'pi_' || paid, 10, 'EUR', 're_1')$$,
    $$values ('applied', null::text)$$,
    'the provider confirms a refund'
);

select results_eq(
    'select status::text, (select stock from shop.products) from shop.orders, made where id = paid',
    $$values ('paid', 5)$$,
    'a part paid back leaves the order paid and the goods sold'
);

select results_eq(
    $$select outcome, reason from made,
      shop.receive_webhook('stripe', 'evt_r2', 'payment.refunded', 'pi_' || paid, 30.01, 'EUR', 're_2')$$,
    $$values ('ignored', 'amount_mismatch')$$,
    'a provider cannot give back more than was paid, either'
);

select results_eq(
    $$select outcome, reason from made,
      shop.receive_webhook('stripe', 'evt_r3', 'payment.refunded', 'pi_' || paid, 30, 'EUR', 're_3')$$,
    $$values ('applied', null::text)$$,
    'what is refunded at the provider counts as well'
);

select results_eq(
    'select status::text, (select stock from shop.products), (select reserved from shop.products)
     from shop.orders, made where id = paid',
    $$values ('refunded', 9, 1)$$,
    'when all is paid back the order is refunded, and what never left is in stock again'
);

select is_empty(
    'select * from test.shop_stock_disagrees()',
    'figures, journal and reservations agree'
);

update shop.refunds set status = 'failed';
update shop.refunds set status = 'requested' where amount = 15;

select is(
    (select refunded_amount from shop.payments where id = (select payment_id from shop.refunds where amount = 15)), 15.00,
    'one that failed and is tried again counts again'
);

select lives_ok(
    $$select shop.refund_order(paid, 25, 'lost', 'refund-0005') from made$$, 'and all that is left may be refunded'
);

select * from finish();
rollback;
