-- depends: shop-0045-keep-the-history-of-orders
--
-- The checkout: one function, one transaction, READ COMMITTED.
--
--   1. The cart is locked. Two checkouts of one customer come one after the other, and no line is added meanwhile: a new line
--      refers to the cart, and that waits. Under a key that has its order already, the order is the answer.
--   2. The products are locked in the order of their ids, which is everybody's order: who needs several cannot wait for
--      somebody who waits for him.
--   3. Lines and products are read, by a statement that began after the locks were had, so at the prices and the stock of
--      this moment. Each line is looked at: sold, not deleted, enough of it, one currency. The lines leave the cart.
--   4. What is sold is reserved, for as long as the caller says; the payment makes a sale of it.
--   5. The order is written, with its total, and its lines as they are sold. Its number is taken here, last: the counter is
--      held for the shortest time.
--
-- Any error undoes all of it: there is no half of a checkout. The lock on products is NO KEY UPDATE: as exclusive as UPDATE
-- between checkouts, but others may go on putting these products into carts, which takes KEY SHARE.
--
-- Nothing is sold that is a draft, archived, switched off or deleted, by whatever way the line came into the cart.
--
-- Errors, class SHC: 01 the key, 02 nothing to order, 03 something is not sold, 04 there is not enough, 05 several currencies,
-- 06 another total than expected, 07 no local delivery, 08 no address or contact.
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the addresses of orders.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHC01', 'A checkout has a key of 10 to 128 characters.', 'Make one for each order that is meant, and send it again when in doubt.'),
    ('SHC02', 'There is nothing in the cart.', 'Put something in; an order that was made is found under its key.'),
    ('SHC03', 'Something in the cart is not sold, or not so.', 'Take the line out of the cart, or choose a variant.'),
    ('SHC04', 'There is not enough of something.', 'Take fewer units: the message says how many there are.'),
    ('SHC05', 'The cart holds prices in several currencies.', 'Order them apart.'),
    ('SHC06', 'The total is not the expected one.', 'Show the customer the new total, and ask again.'),
    ('SHC07', 'Something in the cart is not delivered locally.', 'Choose another way of delivery.'),
    ('SHC08', 'The address or the contact is missing or not complete.', 'See the message: it names what is missing.');

create table shop.order_addresses (
    order_id uuid not null,
    name text not null,
    line1 text not null,
    line2 text,
    city text not null,
    postal_code text not null,
    country varchar(2) not null,
    created_at timestamptz not null default now(),
    constraint order_addresses_pkey primary key (order_id),
    constraint order_addresses_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete cascade on update restrict,
    constraint order_addresses_name_is_not_blank check (name ~ '\S'),
    constraint order_addresses_line1_is_not_blank check (line1 ~ '\S'),
    constraint order_addresses_city_is_not_blank check (city ~ '\S'),
    constraint order_addresses_postal_code_is_not_blank check (postal_code ~ '\S'),
    constraint order_addresses_country_is_iso_code check (country ~ '^[A-Z]{2}$')
);

comment on table shop.order_addresses is
    'Where an order goes: a copy, so that a customer who moves changes no order. An order that is picked up has none.';
comment on column shop.order_addresses.order_id is
    'The order; it has one address.';
comment on column shop.order_addresses.name is
    'Who receives it.';
comment on column shop.order_addresses.line1 is
    'Street and number.';
comment on column shop.order_addresses.line2 is
    'Floor, company, care of.';
comment on column shop.order_addresses.city is
    'Town.';
comment on column shop.order_addresses.postal_code is
    'Code in the country''s own form.';
comment on column shop.order_addresses.country is
    'ISO 3166 code of two letters.';

create function shop.checkout(
    key text,
    mode text default 'parcel',
    address jsonb default null,
    contact text default null,
    expected_total numeric default null,
    hold interval default '30 minutes',
    out order_id uuid,
    out order_number text,
    out total numeric,
    out currency text,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := shop.require_actor();
    cart uuid;
    guest boolean;
    line record;
    item shop.order_items;
    items shop.order_items[] := '{}';
    missing text;
begin
    if key is null or length(key) not between 10 and 128 then
        raise exception 'a key of % characters: it has 10 to 128', coalesce(length(key)::text, 'no')
            using errcode = 'SHC01',
                  hint = 'Make one for each order that is meant, and send it again when in doubt.';
    end if;
    select c.id, u.is_guest into cart, guest
    from shop.carts as c
    join shop.users as u on u.id = c.user_id
    where c.user_id = actor
    for update of c;
    select o.id, o.order_number, o.total_amount, o.currency into order_id, order_number, total, currency
    from shop.orders as o
    where o.user_id = actor and o.idempotency_key = key;
    replayed := found;
    if replayed then
        return;
    end if;
    if mode is null or mode not in ('pickup_local', 'delivery_local', 'parcel') or hold is null
        or hold not between interval '1 minute' and interval '7 days'
    then
        raise exception 'delivery by %, held for %', coalesce(mode, 'NULL'), coalesce(hold::text, 'NULL')
            using errcode = 'SHC08',
                  hint = 'mode is pickup_local, delivery_local or parcel; hold is a minute to seven days.';
    end if;
    if mode <> 'pickup_local' then
        select string_agg(field, ', ') into missing
        from unnest(array['name', 'line1', 'city', 'postalCode', 'country']) as field
        where coalesce(address ->> field, '') !~ '\S';
        if missing is not null then
            raise exception 'the address lacks %', missing
                using errcode = 'SHC08',
                      hint = 'An address has name, line1, city, postalCode and country, and line2 if it needs one.';
        end if;
    end if;
    if guest and contact is null then
        raise exception 'a guest is written to at an address of e-mail, and there is none'
            using errcode = 'SHC08',
                  hint = 'Pass it as contact: the account of a guest has none.';
    end if;

    perform from shop.products as p
    where p.id in (
        select i.product_id from shop.cart_items as i where i.cart_id = cart
        union all
        select r.product_id from shop.stock_reservations as r where r.cart_id = cart
    )
    order by p.id
    for no key update;
    -- What was held for the cart is free again, for this checkout alone: the products are locked.
    if exists (select from shop.stock_reservations as r where r.cart_id = cart) then
        delete from shop.stock_reservations as r where r.cart_id = cart;
    end if;

    order_id := gen_random_uuid();
    total := 0;
    for line in
        with taken as (
            delete from shop.cart_items as i where i.cart_id = cart returning i.*
        )
        select t.product_id, t.variant_id, t.quantity, p.name, p.slug, p.currency, p.tax_rate, p.local_delivery_enabled,
               p.status, p.active, p.deleted_at, v.sku, v.label, shop.unit_price(p, v) as price,
               coalesce(v.stock - v.reserved, p.stock - p.reserved) as available, coalesce(v.active, true) as variant_active,
               t.variant_id is null
                   and exists (select from shop.product_variants as any_variant where any_variant.product_id = p.id)
                   as needs_variant
        from taken as t
        join shop.products as p on p.id = t.product_id
        left join shop.product_variants as v on v.product_id = t.product_id and v.id = t.variant_id
        order by t.product_id, t.variant_id
    loop
        if line.status <> 'active' or not line.active or line.deleted_at is not null or not line.variant_active
            or line.price < 0
        then
            raise exception '% is not sold any more', concat_ws(', ', line.name, line.label)
                using errcode = 'SHC03',
                      hint = 'Take the line out of the cart.';
        end if;
        if line.needs_variant then
            raise exception '% is sold as one of its variants, and none was chosen', line.name
                using errcode = 'SHC03',
                      hint = 'Put the variant into the cart in place of the product.';
        end if;
        if line.available < line.quantity then
            raise exception 'there are % of %, and % were asked for',
                line.available, concat_ws(', ', line.name, line.label), line.quantity
                using errcode = 'SHC04',
                      hint = 'Take fewer units, or wait: what others reserved and do not pay for comes back.';
        end if;
        if line.currency <> currency then
            raise exception 'the cart holds prices in % and in %', currency, line.currency
                using errcode = 'SHC05',
                      hint = 'An order has one currency: order them apart.';
        end if;
        if mode = 'delivery_local' and not line.local_delivery_enabled then
            raise exception '% is not delivered locally', line.name
                using errcode = 'SHC07',
                      hint = 'Choose parcel or pickup_local, or order it apart.';
        end if;
        currency := line.currency;
        item.id := gen_random_uuid();
        item.order_id := order_id;
        item.product_id := line.product_id;
        item.quantity := line.quantity;
        item.unit_price := line.price;
        item.currency := line.currency;
        item.created_at := now();
        item.variant_id := line.variant_id;
        item.product_name := line.name;
        item.variant_label := line.label;
        item.sku := coalesce(line.sku, line.slug);
        item.tax_rate := line.tax_rate;
        item.line_total := line.quantity * line.price;
        item.returned_quantity := 0;
        total := total + item.line_total;
        items := items || item;
    end loop;
    if cardinality(items) = 0 then
        raise exception 'there is nothing in the cart'
            using errcode = 'SHC02',
                  hint = 'An order that was made is found under its key.';
    end if;
    if expected_total <> total then
        raise exception 'the order costs % %, and % was expected', total, currency, expected_total
            using errcode = 'SHC06',
                  hint = 'A price changed: show the customer the new total, and ask again.';
    end if;

    perform set_config('shop.movement_order', order_id::text, true);
    insert into shop.stock_reservations (product_id, variant_id, quantity, order_id, reserved_until)
    select i.product_id, i.variant_id, i.quantity, i.order_id, clock_timestamp() + hold
    from unnest(items) as i;
    perform set_config('shop.movement_order', '', true),
            set_config('shop.cause', jsonb_build_object('source', 'checkout', 'event', key, 'key', key)::text, true);
    insert into shop.orders (
        id, user_id, total_amount, currency, order_number, idempotency_key, fulfillment_mode, contact_email
    )
    values (
        order_id, actor, total, currency, shop.next_order_number(), key, mode, lower(contact)
    )
    returning orders.order_number into order_number;
    perform set_config('shop.cause', '', true);
    insert into shop.order_items select i.* from unnest(items) as i;
    if mode <> 'pickup_local' then
        insert into shop.order_addresses (order_id, name, line1, line2, city, postal_code, country)
        values (
            order_id, address ->> 'name', address ->> 'line1', address ->> 'line2', address ->> 'city',
            address ->> 'postalCode', address ->> 'country'
        );
    end if;
end
$$;

comment on function shop.checkout(text, text, jsonb, text, numeric, interval) is
    'Makes an order of the actor''s cart, at the prices of this moment, and reserves what is in it; once for a key: the same '
    'key again gives the same order, replayed. The client sends no price; it may say which total it expects. Raises SH001, '
    'SHC01 to SHC08.';

grant execute on function shop.checkout(text, text, jsonb, text, numeric, interval) to shop_app, shop_user;

select privacy.describe_table('shop.order_addresses', '10 years', 'created_at');

select privacy.describe_link('shop.order_addresses', '{order_id}', 'shop.orders', '{id}', on_erase => 'delete');
select privacy.describe_column('shop.order_addresses', name, 'none') from unnest(array['order_id', 'created_at']) as name;
select privacy.describe_column('shop.order_addresses', name, category, 'to deliver', 'contract', 'delete')
from (values
    ('name', 'identity'), ('line1', 'contact'), ('line2', 'contact'), ('city', 'contact'), ('postal_code', 'contact'),
    ('country', 'contact')
) as personal (name, category);
