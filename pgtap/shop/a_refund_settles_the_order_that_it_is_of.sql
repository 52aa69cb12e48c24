begin;
select plan(5);

create temporary table given as select test.shop_user() as ada, test.shop_product(price => 1, stock => 9) as lamp;
create temporary table made as
    select test.shop_paid(ada, lamp, 1) as kept, test.shop_paid(ada, lamp, 1) as whole, test.shop_paid(ada, lamp, 2) as part
    from given;
create function pg_temp.statuses() returns text[] language sql as $$
    select array[k.status::text, w.status::text, p.status::text]
    from made, shop.orders as k, shop.orders as w, shop.orders as p
    where k.id = kept and w.id = whole and p.id = part
$$;

select shop.settle_refund(o, p.id, 'evt_r0')
from made, shop.orders as o, shop.payments as p
where o.id = kept and p.order_id = kept;

select is(pg_temp.statuses(), '{paid,paid,paid}', 'where nothing was given back nothing is settled');

select results_eq(
    $$select outcome, reason from made,
      shop.receive_webhook('stripe', 'evt_r1', 'payment.refunded', 'pi_' || whole, 1, 'EUR', 're_1')$$,
    $$values ('applied', null::text)$$,
    'one payment is given back'
);

select is(pg_temp.statuses(), '{paid,refunded,paid}', 'its order is refunded, and no other');

select shop.receive_webhook('stripe', 'evt_r2', 'payment.refunded', 'pi_' || part, 1, 'EUR', 're_2') from made;

select is(pg_temp.statuses(), '{paid,refunded,paid}', 'half of another leaves that as it is');

select test.act(test.shop_admin());
select shop.ship_order(kept, 'Post') from made;
select shop.receive_webhook('stripe', 'evt_r3', 'payment.refunded', 'pi_' || kept, 1, 'EUR', 're_3') from made;

select is(pg_temp.statuses(), '{refunded,refunded,paid}', 'what was shipped may be refunded, too');

select * from finish();
rollback;
