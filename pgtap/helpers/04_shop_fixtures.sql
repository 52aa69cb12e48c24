-- One row of each kind with as little said as possible; what a test is about, it passes itself.
-- plpgsql, because the functions are created whether or not schema shop is there.

create function test.shop_user(email text default 'ada@example.com')
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.users (email, password_hash) values (email, '$argon2id$fixture') returning id into made;
    return made;
end
$$;

comment on function test.shop_user(text) is 'A customer.';

create function test.shop_product(name text default 'Lamp', price numeric default 10, stock integer default 5)
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.products (name, price, stock, status) values (name, price, stock, 'active') returning id into made;
    return made;
end
$$;

comment on function test.shop_product(text, numeric, integer) is 'A product on sale.';

create function test.shop_cart(owner uuid)
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.carts (user_id) values (owner) returning id into made;
    return made;
end
$$;

comment on function test.shop_cart(uuid) is 'The empty cart of a user.';

create function test.shop_order(owner uuid, currency text default 'EUR')
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.orders (user_id, total_amount, currency) values (owner, 10, currency) returning id into made;
    return made;
end
$$;

comment on function test.shop_order(uuid, text) is 'A pending order without items.';

create function test.shop_variant(product uuid, sku text default 'LAMP-RED', stock integer default 5)
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.product_variants (product_id, sku, label, stock) values (product, sku, 'Red', stock)
    returning id into made;
    return made;
end
$$;

comment on function test.shop_variant(uuid, text, integer) is 'A variant at the price of its product.';

create function test.shop_admin(email text default 'admin@example.com')
returns uuid
language plpgsql
as $$
declare
    made uuid;
begin
    insert into shop.users (email, password_hash, role) values (email, '$argon2id$fixture', 'admin') returning id into made;
    return made;
end
$$;

comment on function test.shop_admin(text) is 'An administrator.';

create function test.act(actor uuid)
returns void
language sql
as $$
    select set_config('app.current_user_id', coalesce(actor::text, ''), true)
$$;

comment on function test.act(uuid) is 'Acts as this account for the rest of the transaction; as nobody with NULL.';

create function test.shop_fill_cart(owner uuid, product uuid, quantity integer default 1, variant uuid default null)
returns uuid
language plpgsql
as $$
declare
    cart uuid;
begin
    insert into shop.carts (user_id) values (owner) on conflict (user_id) do update set user_id = excluded.user_id
    returning id into cart;
    insert into shop.cart_items (cart_id, product_id, variant_id, quantity) values (cart, product, variant, quantity);
    return cart;
end
$$;

comment on function test.shop_fill_cart(uuid, uuid, integer, uuid) is 'Puts a product into the cart of a user, who may have none yet.';

create function test.shop_address()
returns jsonb
language sql
immutable
as $$
    select '{"name": "Ada", "line1": "1 Rue Haute", "city": "Lyon", "postalCode": "69001", "country": "FR"}'::jsonb
$$;

comment on function test.shop_address() is 'An address as a checkout takes it.';

create function test.shop_stock_disagrees()
returns table (unit uuid, problem text)
language sql
as $$
    select u.unit, format('stock %s, reserved %s; journal %s, %s; reservations %s',
                          u.stock, u.reserved, j.on_hand, j.reserved, r.quantity)
    from (
        select p.id as unit, p.id as product_id, null::uuid as variant_id, p.stock, p.reserved from shop.products as p
        union all
        select v.id, v.product_id, v.id, v.stock, v.reserved from shop.product_variants as v
    ) as u
    cross join lateral shop.stock_at(u.product_id, null, u.variant_id) as j
    cross join lateral (
        select coalesce(sum(r.quantity), 0) as quantity
        from shop.stock_reservations as r
        where r.product_id = u.product_id and r.variant_id is not distinct from u.variant_id
    ) as r
    where (u.stock, u.reserved, u.reserved) is distinct from (j.on_hand, j.reserved, r.quantity)
$$;

comment on function test.shop_stock_disagrees() is
    'Products and variants whose figures are not the sums of the journal, or of the reservations; there are none.';

create function test.shop_placed(
    owner uuid, product uuid, quantity integer default 1, mode text default 'parcel', variant uuid default null
)
returns uuid
language plpgsql
as $$
declare
    before constant text := current_setting('app.current_user_id', true);
    made uuid;
begin
    perform test.shop_fill_cart(owner, product, quantity, variant), test.act(owner);
    select order_id into made from shop.checkout('key-' || gen_random_uuid(), mode, test.shop_address());
    perform set_config('app.current_user_id', coalesce(before, ''), true);
    return made;
end
$$;

comment on function test.shop_placed(uuid, uuid, integer, text, uuid) is
    'A pending order of one product, as a checkout makes it.';

create function test.shop_paid(
    owner uuid, product uuid, quantity integer default 1, mode text default 'parcel', variant uuid default null
)
returns uuid
language plpgsql
as $$
declare
    before constant text := current_setting('app.current_user_id', true);
    made constant uuid := test.shop_placed(owner, product, quantity, mode, variant);
    payment shop.payments;
begin
    perform test.act(owner);
    payment := shop.open_payment(made, 'stripe', 'pi_' || made);
    perform shop.receive_webhook('stripe', 'evt_' || made, 'payment.succeeded', payment.intent_id, payment.amount, payment.currency);
    perform set_config('app.current_user_id', coalesce(before, ''), true);
    return made;
end
$$;

comment on function test.shop_paid(uuid, uuid, integer, text, uuid) is
    'An order of one product that its provider said is paid, by intent pi_<id>.';

create function test.shop_upload(
    id text, sha256 text default null, size_bytes integer default 1000, opened_at timestamptz default now(),
    expires_at timestamptz default now() + interval '1 hour'
)
returns text
language plpgsql
as $$
begin
    insert into shop.media_upload_sessions (
        id, filename, mime_type, size_bytes, sha256, upload_url, created_at, expires_at
    )
    values (id, 'lamp.png', 'image/png', size_bytes, sha256, 'https://upload.example/' || id, opened_at, expires_at);
    return id;
end
$$;

comment on function test.shop_upload(text, text, integer, timestamptz, timestamptz) is 'An upload that is announced.';

create function test.shop_finalized(
    upload text, key text default 'upload-key-1', size_bytes integer default 1000, mime_type text default 'image/png',
    checksum text default repeat('a', 64)
)
returns uuid
language plpgsql
as $$
begin
    return (shop.finalize_upload(
        upload, key, 'asset of ' || upload, 'https://pictures.example/' || upload, mime_type, size_bytes, 640, 480, checksum,
        '2026-01-01 00:00+00'
    )).id;
end
$$;

comment on function test.shop_finalized(text, text, integer, text, text) is 'The picture that came of an upload.';
