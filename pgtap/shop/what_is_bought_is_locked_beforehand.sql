begin;
select plan(4);

-- Whoever locks a row leaves a mark in its xmax, even when what was done is undone. What would reserve goods is stopped
-- where it would: what is marked by then was locked before.
create function pg_temp.marks() returns table (what text, mark text) language sql as $$
    select 'product ' || name, xmax::text from shop.products
    union all
    select 'cart of ' || u.email, c.xmax::text from shop.carts as c join shop.users as u on u.id = c.user_id
    union all
    select 'order of ' || u.email, o.xmax::text from shop.orders as o join shop.users as u on u.id = o.user_id
$$;
create function pg_temp.locked_by(call text) returns text language plpgsql as $$
declare
    before jsonb;
begin
    select jsonb_object_agg(what, mark) into before from pg_temp.marks();
    begin
        execute call;
        return 'not stopped';
    exception
        when sqlstate 'PT000' then null;
    end;
    return (select string_agg(what, ', ' order by what) from pg_temp.marks() where mark <> before ->> what);
end
$$;
create function pg_temp.stop() returns trigger language plpgsql as $$
begin
    raise exception 'stopped' using errcode = 'PT000';
end
$$;

create temporary table given as
    select test.shop_user() as ada, test.shop_user('bob@example.com') as bob, test.shop_admin() as admin,
           test.shop_product('Lamp', stock => 9) as lamp, test.shop_product('Chair', stock => 9) as chair,
           test.shop_product('Table', stock => 9) as tables, test.shop_product('Shelf', stock => 9) as shelf;
create temporary table made as select test.shop_placed(bob, tables, 1) as of_bob from given;
select test.shop_fill_cart(ada, lamp, 2), test.shop_fill_cart(bob, chair, 1) from given;
-- Both hold what they have; of one of them that is not in the cart any more.
insert into shop.stock_reservations (cart_id, product_id, quantity, reserved_until)
    select c.id, case c.user_id when ada then shelf else chair end, 1, now() + interval '15 minutes'
    from given join shop.carts as c on c.user_id in (ada, bob);
create trigger stop before insert or delete on shop.stock_reservations for each statement execute function pg_temp.stop();

select test.act(ada) from given;

select is(
    pg_temp.locked_by('select shop.hold_cart()'), 'cart of ada@example.com, product Lamp, product Shelf',
    'a cart is locked with what is in it and what is held for it before it is held, and nothing of others'
);
select is(
    pg_temp.locked_by($$select shop.checkout('key-0123456', 'parcel', test.shop_address())$$),
    'cart of ada@example.com, product Lamp, product Shelf', 'and before it is bought'
);

select test.act(admin) from given;

select is(
    pg_temp.locked_by('select shop.reserve_order(of_bob) from made'), 'order of bob@example.com, product Table',
    'an order is locked with what it sells before that is reserved'
);
select is(
    pg_temp.locked_by('delete from shop.stock_reservations'), null, 'who is stopped before anything has locked nothing'
);


select * from finish();
rollback;
