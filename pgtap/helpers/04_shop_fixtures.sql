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
    insert into shop.products (name, price, stock) values (name, price, stock) returning id into made;
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
