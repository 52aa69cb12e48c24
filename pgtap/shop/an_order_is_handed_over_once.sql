begin;
select plan(15);

create temporary table given as
    select test.shop_user() as ada, test.shop_admin() as admin, test.shop_product(stock => 9) as lamp;
update shop.products set local_delivery_enabled = true;
create temporary table made as
    select test.shop_paid(ada, lamp, 1, 'parcel') as parcel, test.shop_paid(ada, lamp, 1, 'pickup_local') as pickup,
           test.shop_paid(ada, lamp, 1, 'delivery_local') as delivery, test.shop_placed(ada, lamp, 1, 'pickup_local') as unpaid
    from given;
create function pg_temp.number(of_order uuid) returns text language sql as
    $$select order_number from shop.orders where id = of_order$$;
select test.act(ada) from given;

select throws_ok(
    'select shop.make_ready(pickup) from made',
    'SH002', 'only an administrator may do this',
    'customers do not make orders ready'
);

select test.act(admin) from given;

select throws_ok(
    'select shop.make_ready(unpaid) from made',
    'SHO04', (select format('order %s is pending and goes by pickup_local: it is not made ready', pg_temp.number(unpaid)) from made),
    'nothing is ready before it is paid'
);

select lives_ok(
    'select shop.make_ready(pickup), shop.make_ready(delivery) from made',
    'what is paid is made ready'
);

select set_eq(
    'select state from shop.shipments',
    array['ready_for_pickup', 'ready_for_local_delivery'],
    'to be picked up, or to be brought'
);

select throws_ok(
    'select shop.make_ready(pickup) from made',
    'SHO04', (select format('order %s is ready already', pg_temp.number(pickup)) from made),
    'once'
);

select lives_ok(
    'select shop.hand_over(pickup), shop.hand_over(delivery) from made',
    'and handed over'
);

select set_eq(
    'select state from shop.shipments',
    array['collected', 'delivered_local'],
    'collected, or delivered'
);

select set_eq(
    'select o.id, o.status::text from shop.orders as o, made where o.id in (pickup, delivery)',
    $$select pickup, 'shipped' from made union all select delivery, 'shipped' from made$$,
    'which ships the order'
);

select throws_ok(
    'select shop.hand_over(pickup) from made',
    'SHO04', (select format('order %s is shipped, and nothing of it waits to be handed over', pg_temp.number(pickup)) from made),
    'once'
);

select throws_ok(
    $$select shop.ship_order(pickup, 'Post') from made$$,
    'SHO04', (select format('order %s is shipped and goes by pickup_local: no parcel leaves', pg_temp.number(pickup)) from made),
    'what is picked up is not sent'
);

select lives_ok(
    $$select shop.ship_order(parcel, 'Post', '1Z1'), shop.ship_order(parcel, 'Post', '1Z2') from made$$,
    'an order may go in two parcels'
);

select set_eq(
    $$select tracking_number, handed_over_at = now() from shop.shipments where carrier = 'Post'$$,
    $$values ('1Z1', true), ('1Z2', true)$$,
    'each with its number and its time'
);

select throws_ok(
    $$select shop.ship_order(parcel, 'Post', '1Z2') from made$$,
    '23505', 'duplicate key value violates unique constraint "shipments_carrier_tracking_number_key"',
    'a number is one parcel'
);

select lives_ok(
    $$select shop.record_communication(parcel, intent) from made, unnest(array['confirmed', 'ready']) as intent$$,
    'customers are told'
);

select results_eq(
    $$
        select details ->> 'intent' from shop.order_events as e
        where type = 'communication' and not exists (select from shop.order_events as l where l.supersedes = e.id)
    $$,
    array['ready'],
    'and what they are told now supersedes what they were told before'
);

select * from finish();
rollback;
