begin;
select plan(20);

-- Who locks a row, or writes it, leaves a mark in its xmax, even when what was done is undone. So one session sees what
-- another would wait for. All rows are locked for references first: one that is checked then leaves no mark.
create function pg_temp.marks() returns table (what text, mark xid) language sql as $$
    select 'product ' || name, xmax from shop.products
    union all
    select 'variant ' || label, xmax from shop.product_variants
    union all
    select 'cart of ' || u.email, c.xmax from shop.carts as c join shop.users as u on u.id = c.user_id
    union all
    select 'order of ' || u.email, o.xmax from shop.orders as o join shop.users as u on u.id = o.user_id
    union all
    select 'payment of ' || u.email, p.xmax
    from shop.payments as p
    join shop.orders as o on o.id = p.order_id
    join shop.users as u on u.id = o.user_id
    union all
    select 'event ' || event_id, xmax from shop.payment_webhook_events
$$;
create function pg_temp.locked_by(call text) returns text language plpgsql as $$
declare
    before jsonb;
begin
    perform from shop.products for key share;
    perform from shop.product_variants for key share;
    perform from shop.carts for key share;
    perform from shop.orders for key share;
    perform from shop.payments for key share;
    perform from shop.payment_webhook_events for key share;
    select jsonb_object_agg(what, mark::text) into before from pg_temp.marks();
    begin
        execute call;
        raise exception 'done' using errcode = 'PT000';
    exception
        when sqlstate 'PT000' or sqlstate 'SHS01' or sqlstate 'SHC04' or sqlstate 'SHC10' or sqlstate 'SHO05'
            or sqlstate 'SHP02' then null;
    end;
    return (select string_agg(what, ', ' order by what) from pg_temp.marks() where mark::text <> before ->> what);
end
$$;

create temporary table given as
    select test.shop_user() as ada, test.shop_user('bob@example.com') as bob, test.shop_admin() as admin,
           test.shop_product('Lamp', stock => 9) as lamp, test.shop_product('Chair', stock => 0) as chair,
           test.shop_product('Table', stock => 9) as tables, test.shop_product('Desk', stock => 9) as desk,
           test.shop_product('Vase', stock => 9) as vase, test.shop_user('eve@example.com') as eve;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', 9) as red,
           test.shop_paid(ada, vase, 2) as of_ada, test.shop_placed(bob, tables, 1) as of_bob,
           test.shop_placed(eve, desk, 1) as of_eve
    from given;
select test.shop_fill_cart(ada, lamp, 9), test.shop_fill_cart(bob, tables, 1) from given;
select test.act(admin) from given;
set local session_replication_role = replica;
update shop.orders set status = 'shipped' from made where id = of_eve;
set local session_replication_role = origin;
update shop.order_items set returned_quantity = quantity from made where order_id = of_eve;
-- What is written anew is locked for references alone.
update shop.products set stock = case when id = tables then reserved else stock end from given;
update shop.product_variants set label = label;
update shop.carts set user_id = user_id;
update shop.orders set user_id = user_id;
update shop.payments set provider = provider;

select is(pg_temp.locked_by('select'), null, 'who does nothing locks nothing');

select is(
    pg_temp.locked_by('select shop.require_unit(lamp, null) from given'), 'product Lamp',
    'a product whose stock is counted is locked'
);

select is(
    pg_temp.locked_by('select shop.require_unit(chair, red) from given, made'), 'product Chair, variant Red',
    'and a variant, with its product'
);

select is(
    pg_temp.locked_by($$select shop.adjust_stock('key-0123456', lamp, 'RECOUNT_CORRECTION', 1, 100) from given$$),
    'product Lamp', 'an adjustment that is rejected has locked the stock that it was compared with'
);

select is(
    pg_temp.locked_by($$select shop.adjust_stock('key-0123456', chair, 'RECOUNT_CORRECTION', 1, 100, red) from given, made$$),
    'product Chair, variant Red', 'and that of a variant, with its product'
);

select is(
    pg_temp.locked_by('select shop.lock_order(of_ada, true) from made'), 'order of ada@example.com',
    'an order that is worked on is locked, and no other'
);

select is(
    pg_temp.locked_by($$select shop.refund_order(of_ada, 1000, 'scratched', 'refund-0001') from made$$),
    'order of ada@example.com, payment of ada@example.com', 'a refund that is too high has locked what it was compared with'
);

select is(
    pg_temp.locked_by($$select shop.receive_webhook('stripe', 'evt_' || of_ada, 'payment.succeeded', 'pi_' || of_ada) from made$$),
    (select 'event evt_' || of_ada from made), 'an event that was sent again is locked'
);

select is(
    pg_temp.locked_by($$select shop.receive_webhook('stripe', 'evt_2', 'payment.succeeded', 'pi_' || of_ada) from made$$),
    'order of ada@example.com, payment of ada@example.com', 'and so are the order and the payment that a new one is about'
);

select is(
    pg_temp.locked_by('select shop.reserve_order(of_bob) from made'), 'order of bob@example.com, product Table',
    'what is to be reserved for an order is locked, and nothing of others'
);

select is(
    pg_temp.locked_by('select shop.take_back(of_ada) from made'), 'product Vase',
    'what an order gives back is locked, and nothing of others'
);

select is(
    pg_temp.locked_by('select shop.take_back(of_eve) from made'), 'product Desk',
    'and it is locked before anything is counted: here nothing is left'
);

select is(
    pg_temp.locked_by($$
        select shop.return_items(of_eve, 'too dark', jsonb_build_array(jsonb_build_object('item', i.id, 'quantity', 9)))
        from made join shop.order_items as i on i.order_id = of_eve
    $$),
    'order of eve@example.com, product Desk', 'a return of too many has locked what it was compared with, and nothing of others'
);

-- Releases that work side by side mean the same lock by the same words.
create function pg_temp.keys() returns setof bigint language sql as $$
    select classid::bigint << 32 | objid::bigint from pg_locks
    where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'
$$;
create temporary table waiting as select key from pg_temp.keys() as key;
select shop.adjust_stock('key-0123456', lamp, 'RECOUNT_CORRECTION', 1, 100) from given;
select set_eq(
    'select * from pg_temp.keys() except select key from waiting',
    $$select hashtextextended(format('shop.stock_adjustments %s %L', admin, 'key-0123456'), 0) from given$$,
    'and the key of the adjustment, so that a second call under it finds the first'
);
select shop.create_event_partitions(0);
select set_has(
    'select * from pg_temp.keys()', $$select hashtextextended('shop.create_event_partitions', 0)$$,
    'partitions are made by one at a time'
);

select test.act(ada) from given;

select is(
    pg_temp.locked_by('select shop.merge_cart(bob) from given'), 'cart of ada@example.com, cart of bob@example.com',
    'of two carts that are merged both are locked'
);

insert into shop.stock_reservations (product_id, variant_id, quantity, cart_id, reserved_until)
select chair, red, 1, c.id, now() - interval '1 minute'
from given, made, shop.carts as c
where c.user_id = ada;

select is(
    pg_temp.locked_by('delete from shop.stock_reservations as r using made where r.variant_id = red'),
    'product Chair, variant Red', 'the product of a variant is locked when a reservation of it ends'
);

select is(
    pg_temp.locked_by('select shop.time_out()'), 'cart of ada@example.com, product Chair, variant Red',
    'a cart whose time is up is locked with its products, and no other'
);

-- What is locked and then changed is told from what is only changed by stopping before the change.
create function pg_temp.stop() returns trigger language plpgsql as $$
begin
    raise exception 'stopped' using errcode = 'PT000';
end
$$;
create trigger stop before delete on shop.stock_reservations for each statement execute function pg_temp.stop();
create trigger stop before delete on shop.carts for each row execute function pg_temp.stop();
update shop.stock_reservations set reserved_until = now() - interval '1 hour' from made where order_id = of_bob;

select is(
    pg_temp.locked_by('select shop.time_out()'), 'order of bob@example.com, product Table',
    'an order that nobody paid in time is locked with its products before anything is given back'
);

select test.shop_fill_cart(eve, vase, 1) from given;
update shop.carts set expires_at = now() - interval '1 hour' from given where user_id in (bob, eve);

select is(
    pg_temp.locked_by('select shop.expire_carts()'), 'cart of bob@example.com, cart of eve@example.com',
    'carts that are cleared away are locked before the first one goes'
);

select * from finish();
rollback;
