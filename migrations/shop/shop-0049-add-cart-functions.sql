-- depends: shop-0048-add-order-functions
--
-- What people do with carts. A guest gets an account without a password and a cart of its own; at the login its lines move
-- into the customer's, equal ones are added up, and the guest goes unless it ordered something. What is held for a cart is
-- reserved for some minutes, while the customer decides; the checkout takes it over. A cart that nobody touched for 30 days
-- is cleared away, unless something is still held for it: then it waits for shop.time_out().
--
-- Carts are locked in the order of their ids, before products, as everywhere.
--
-- Errors: SHC09 more than 100 units of something, SHC10 there is no such guest.
-- Share row exclusive on cart_items (no writes) for an instant; rewrites nothing, loses nothing.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHC09', 'A line of a cart holds 1 to 100 units.', 'Take fewer, or order twice.'),
    ('SHC10', 'There is no such guest.', 'Merge the cart of the guest of this session, once.');

create function shop.keep_cart() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    -- Once a day is enough, and spares the row of a busy cart.
    update shop.carts as c
    set expires_at = now() + interval '30 days'
    where c.id = new.cart_id and c.expires_at < now() + interval '29 days';
    return null;
end
$$;

comment on function shop.keep_cart() is
    'AFTER row trigger of lines: a cart in which something changes is kept for another 30 days.';

create trigger keep_cart
    after insert or update on shop.cart_items
    for each row execute function shop.keep_cart();

create function shop.start_guest() returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    guest constant uuid := gen_random_uuid();
begin
    insert into shop.users (id, email, is_guest) values (guest, format('guest-%s@guest.invalid', guest), true);
    insert into shop.carts (user_id) values (guest);
    return guest;
end
$$;

comment on function shop.start_guest() is
    'A guest with an empty cart. Its id is the secret of its session.';

create function shop.my_cart() returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := shop.require_actor();
    cart uuid;
begin
    select c.id into cart from shop.carts as c where c.user_id = actor;
    if not found then
        insert into shop.carts (user_id) values (actor) on conflict on constraint carts_user_unique do nothing;
        select c.id into cart from shop.carts as c where c.user_id = actor;
    end if;
    return cart;
end
$$;

comment on function shop.my_cart() is
    'The cart of the actor, made if there is none. Raises SH001.';

create function shop.put_in_cart(product uuid, quantity integer default 1, variant uuid default null) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    cart constant uuid := shop.my_cart();
    wanted shop.products;
    now_there integer;
begin
    select * into wanted
    from shop.products as p
    where p.id = product and p.status = 'active' and p.active and p.deleted_at is null;
    if not found or variant is not null and not exists (
        select from shop.product_variants as v where v.id = variant and v.product_id = product and v.active
    ) then
        raise exception '% is not sold', coalesce(wanted.name, 'product ' || coalesce(product::text, 'NULL'))
            using errcode = 'SHC03',
                  hint = 'Sold is what is active and not deleted, in a variant that is active.';
    end if;
    if variant is null and exists (select from shop.product_variants as v where v.product_id = product) then
        raise exception '% is sold as one of its variants, and none was chosen', wanted.name
            using errcode = 'SHC03',
                  hint = 'Name the variant.';
    end if;
    -- Before the row: a quantity out of range shall not depend on what stands there.
    if (quantity between 1 and 100) is not true then
        raise exception '% units of %: it is 1 to 100', coalesce(quantity::text, 'NULL'), wanted.name
            using errcode = 'SHC09',
                  hint = 'Take fewer, or order twice.';
    end if;
    insert into shop.cart_items as i (cart_id, product_id, variant_id, quantity)
    values (cart, product, variant, put_in_cart.quantity)
    on conflict on constraint cart_items_cart_product_variant_unique
        do update set quantity = i.quantity + excluded.quantity
        where i.quantity + excluded.quantity <= 100
    returning i.quantity into now_there;
    if now_there is null then
        raise exception 'more than 100 units of %: a line holds 1 to 100', wanted.name
            using errcode = 'SHC09',
                  hint = 'Take fewer, or order twice.';
    end if;
    return now_there;
end
$$;

comment on function shop.put_in_cart(uuid, integer, uuid) is
    'Adds units of a product, or of a variant, to the actor''s cart, and says how many stand there now. Raises SH001, SHC03, '
    'SHC09.';

create function shop.set_quantity(product uuid, quantity integer, variant uuid default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    cart constant uuid := shop.my_cart();
begin
    if (quantity between 0 and 100) is not true then
        raise exception '% units: it is 1 to 100, or 0 to take it out', coalesce(quantity::text, 'NULL')
            using errcode = 'SHC09',
                  hint = 'Take fewer, or order twice.';
    end if;
    if quantity = 0 then
        delete from shop.cart_items as i
        where i.cart_id = cart and i.product_id = product and i.variant_id is not distinct from variant;
    else
        update shop.cart_items as i
        set quantity = set_quantity.quantity
        where i.cart_id = cart and i.product_id = product and i.variant_id is not distinct from variant;
        if not found then
            perform shop.put_in_cart(product, quantity, variant);
        end if;
    end if;
end
$$;

comment on function shop.set_quantity(uuid, integer, uuid) is
    'How many units of something stand in the actor''s cart; 0 takes it out. Raises SH001, SHC03, SHC09.';

create function shop.cart_lines(
    out product_id uuid,
    out variant_id uuid,
    out name text,
    out label text,
    out quantity integer,
    out unit_price numeric,
    out currency text,
    out price_when_added numeric,
    out price_changed boolean,
    out available integer,
    out problem text
)
    returns setof record
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select i.product_id, i.variant_id, p.name, v.label, i.quantity, shop.unit_price(p, v), p.currency, i.price_when_added,
           (i.price_when_added, i.currency_when_added) is distinct from (shop.unit_price(p, v), p.currency)
               and i.price_when_added is not null,
           u.available + coalesce(r.quantity, 0),
           case
               when p.status <> 'active' or not p.active or p.deleted_at is not null or not coalesce(v.active, true)
                   then 'not_sold'
               when v.id is null and exists (select from shop.product_variants as w where w.product_id = p.id)
                   then 'choose_variant'
               when u.available + coalesce(r.quantity, 0) < i.quantity then 'not_enough'
           end
    from shop.carts as c
    join shop.cart_items as i on i.cart_id = c.id
    join shop.products as p on p.id = i.product_id
    left join shop.product_variants as v on v.product_id = i.product_id and v.id = i.variant_id
    left join shop.stock_reservations as r
        on r.cart_id = c.id and r.product_id = i.product_id and r.variant_id is not distinct from i.variant_id
    cross join lateral (select coalesce(v.stock - v.reserved, p.stock - p.reserved) as available) as u
    where c.user_id = shop.actor_id()
    order by i.created_at, i.id
$$;

comment on function shop.cart_lines() is
    'What stands in the actor''s cart, at the prices of this moment: whether a price changed since it was put in, how many '
    'units there are, and what would keep it from being ordered: not_sold, choose_variant, not_enough.';

create function shop.hold_cart(hold interval default '15 minutes') returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    cart constant uuid := shop.my_cart();
    until constant timestamptz := clock_timestamp() + hold;
    short record;
begin
    if hold is null or hold not between interval '1 minute' and interval '1 hour' then
        raise exception 'held for %: it is a minute to an hour', coalesce(hold::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'What is held for one cannot be bought by others: make it short.';
    end if;
    perform from shop.carts as c where c.id = cart for update;
    perform from shop.products as p
    where p.id in (
        select i.product_id from shop.cart_items as i where i.cart_id = cart
        union all
        select r.product_id from shop.stock_reservations as r where r.cart_id = cart
    )
    order by p.id
    for no key update;
    if exists (select from shop.stock_reservations as r where r.cart_id = cart) then
        delete from shop.stock_reservations as r where r.cart_id = cart;
    end if;
    select l.name, l.available, l.quantity, l.problem into short
    from shop.cart_lines() as l
    where l.problem is not null
    limit 1;
    if found then
        raise exception '% cannot be held: there are %, and % are wanted (%)',
            short.name, short.available, short.quantity, short.problem
            using errcode = 'SHC04',
                  hint = 'See shop.cart_lines(): what is not sold or not enough is to be changed first.';
    end if;
    insert into shop.stock_reservations (product_id, variant_id, quantity, cart_id, reserved_until)
    select i.product_id, i.variant_id, i.quantity, i.cart_id, until
    from shop.cart_items as i
    where i.cart_id = cart;
    return until;
end
$$;

comment on function shop.hold_cart(interval) is
    'Reserves what stands in the actor''s cart, all of it or nothing, and says until when. Raises SH001, SHC04, SHS02.';

create function shop.merge_cart(guest uuid) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    own constant uuid := shop.my_cart();
    given uuid;
    moved integer;
begin
    -- Of two merges of one guest the second waits, and finds the cart empty or gone.
    perform from shop.carts as c
    where c.id = own or c.user_id = guest
    order by c.id
    for update;
    select c.id into given
    from shop.carts as c
    join shop.users as u on u.id = c.user_id
    where c.user_id = guest and u.is_guest and c.id <> own;
    if not found then
        raise exception 'there is no guest % with a cart', coalesce(guest::text, 'NULL')
            using errcode = 'SHC10',
                  hint = 'Merge the cart of the guest of this session, once.';
    end if;
    with taken as (
        delete from shop.cart_items as i where i.cart_id = given returning i.*
    )
    insert into shop.cart_items as i (cart_id, product_id, variant_id, quantity)
    select own, t.product_id, t.variant_id, t.quantity from taken as t order by t.product_id, t.variant_id
    on conflict on constraint cart_items_cart_product_variant_unique
        do update set quantity = least(100, i.quantity + excluded.quantity);
    get diagnostics moved = row_count;
    -- What was held for the guest is free; the customer may hold it again.
    delete from shop.carts as c where c.id = given;
    delete from shop.users as u
    where u.id = guest and not exists (select from shop.orders as o where o.user_id = u.id);
    return moved;
end
$$;

comment on function shop.merge_cart(uuid) is
    'At the login: the lines of a guest''s cart move into the actor''s, equal ones are added up to at most 100 units, and the '
    'guest goes unless it ordered. Says how many lines. Raises SH001, SHC10.';

create function shop.expire_carts(batch_size integer default 100) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    gone uuid[];
begin
    if batch_size is null or batch_size not between 1 and 1000 then
        raise exception 'a batch of %: it is 1 to 1000', coalesce(batch_size::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'Call it again while it does something.';
    end if;
    with cleared as (
        delete from shop.carts as c
        where c.id = any (array(
            select d.id from shop.carts as d
            where d.expires_at <= now()
              and not exists (select from shop.stock_reservations as r where r.cart_id = d.id)
            order by d.expires_at
            limit batch_size
            for update skip locked
        ))
        returning c.user_id
    )
    select array_agg(user_id) into gone from cleared;
    delete from shop.users as u
    where u.id = any (gone) and u.is_guest and not exists (select from shop.orders as o where o.user_id = u.id);
    return coalesce(cardinality(gone), 0);
end
$$;

comment on function shop.expire_carts(integer) is
    'Clears away carts that nobody touched for long, and guests who had nothing else. Waits for nobody; says how many.';

grant execute on function
    shop.my_cart(), shop.put_in_cart(uuid, integer, uuid), shop.set_quantity(uuid, integer, uuid), shop.cart_lines(),
    shop.hold_cart(interval)
    to shop_app, shop_user;

grant execute on function shop.start_guest(), shop.merge_cart(uuid), shop.expire_carts(integer) to shop_app;
