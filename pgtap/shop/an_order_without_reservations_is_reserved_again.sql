begin;
select plan(20);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_admin() as admin,
           test.shop_product(stock => 8) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table unit as select test.shop_variant(chair) as red from given;

-- As orders were before there were reservations: its lines, and nothing held for them.
create function pg_temp.old_order(key text, lamps integer, chairs integer)
returns uuid
language sql
as $$
    insert into shop.orders (user_id, total_amount, idempotency_key)
        select ada, 10 * (lamps + chairs), key from given;
    insert into shop.order_items (order_id, product_id, variant_id, quantity, unit_price, line_total)
        select o.id, l.product, l.variant, l.quantity, 10, 10 * l.quantity
        from given
        cross join unit
        cross join lateral (values (lamp, null, lamps), (chair, red, chairs)) as l (product, variant, quantity)
        join shop.orders as o on o.idempotency_key = key
        where l.quantity > 0;
    select o.id from shop.orders as o where o.idempotency_key = key
$$;

create temporary table made as
    select pg_temp.old_order('order-of-before-1', 2, 3) as old, pg_temp.old_order('order-of-before-2', 2, 4) as greedy;

select test.act(ada) from given;
select shop.open_payment(old, 'stripe', 'pi_old') from made;

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_old', 'payment.succeeded', 'pi_old', 50, 'EUR')$$,
    $$values ('ignored', 'order_state_incompatible')$$,
    'an order from before there were reservations is not paid'
);

select throws_ok(
    format('select shop.reserve_order(%L)', old),
    'SH002', null,
    'its customer does not reserve it'
) from made;

select test.act(admin) from given;

select throws_ok(
    'select shop.reserve_order(gen_random_uuid())',
    'SHO03', null,
    'nor does an administrator reserve an order that is not there'
);

select throws_ok(
    format('select shop.reserve_order(%L, %s)', old, hold),
    'SHS02', format('held for %s: it is a minute to seven days', shown),
    format('nor one for %s', shown)
)
from made
cross join (values
    ($$'59 seconds'$$, '00:00:59'), ($$'7 days 1 second'$$, '7 days 00:00:01'), ('null', 'NULL')
) as bad (hold, shown);

select ok(
    until between clock_timestamp() + hold - interval '1 minute' and clock_timestamp() + hold,
    format('an administrator reserves it for %s', hold)
)
from made
cross join (values (interval '1 minute'), (interval '7 days')) as good (hold)
cross join lateral shop.reserve_order(old, hold) as until;

select results_eq(
    $$
        select r.product_id, r.variant_id, r.quantity, r.cart_id
        from shop.stock_reservations as r
        where r.order_id = (select old from made)
        order by r.quantity
    $$,
    $$select lamp, null::uuid, 2, null::uuid from given union all select chair, red, 3, null from given, unit$$,
    'what its lines sell, once, however often it is reserved'
);

select results_eq(
    $$select p.reserved, v.reserved from given, unit, shop.products as p, shop.product_variants as v where p.id = lamp and v.id = red$$,
    $$values (2, 3)$$,
    'and the figures know it'
);

select results_eq(
    $$
        select m.kind, m.reserved_change from shop.stock_movements as m
        where m.order_id = (select old from made) and m.product_id = (select lamp from given)
        order by m.id
    $$,
    $$values ('reservation', 2), ('release', -2), ('reservation', 2)$$,
    'the journal says for which order'
);

select throws_ok(
    format('select shop.reserve_order(%L)', greedy),
    'SHC04', format('there are 2 of Chair, Red, and order %s sells 4', o.order_number),
    'what is held for one is not reserved for another'
)
from made join shop.orders as o on o.id = greedy;

select is_empty(
    $$select r.id from shop.stock_reservations as r where r.order_id = (select greedy from made)$$,
    'not even the lines of which there is enough'
);

-- One line of it, as a part of it was reserved once; what is its own does not stand in its way.
delete from shop.stock_reservations where order_id = (select old from made) and variant_id is null;
insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select lamp, 1, old, now() + interval '1 hour' from given, made;
update shop.product_variants set stock = 3 where id = (select red from unit);
select test.shop_variant(chair, 'CHAIR-SOLD-OUT', 0) from given;

select lives_ok(
    'select shop.reserve_order(old) from made', 'what there is of another variant does not matter'
);

select set_eq(
    $$select r.quantity, r.reserved_until > clock_timestamp() + interval '23 hours 59 minutes'
          and r.reserved_until <= clock_timestamp() + interval '1 day'
      from shop.stock_reservations as r where r.order_id = (select old from made)$$,
    $$values (2, true), (3, true)$$,
    'a part that is reserved becomes the whole, for a day'
);

select is(nullif(current_setting('shop.movement_order', true), ''), null, 'what moves afterwards is for no order');

select results_eq(
    $$select outcome, reason from shop.receive_webhook('stripe', 'evt_old', 'payment.succeeded', 'pi_old', 50, 'EUR')$$,
    $$values ('applied', null::text)$$,
    'reserved, it is paid when its provider tells again'
);

select results_eq(
    $$
        select p.stock, p.reserved, v.stock, v.reserved
        from given, unit, shop.products as p, shop.product_variants as v where p.id = lamp and v.id = red
    $$,
    $$values (6, 0, 0, 0)$$,
    'and takes its stock'
);

select throws_ok(
    format('select shop.reserve_order(%L)', old),
    'SHO04', format('order %s is paid, and only a pending one waits for its payment', o.order_number),
    'then it is not reserved any more'
)
from made join shop.orders as o on o.id = old;

select is_empty(
    $$select unit, problem from test.shop_stock_disagrees()$$,
    'the figures are the sums of the journal'
);

select * from finish();
rollback;
