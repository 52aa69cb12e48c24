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
