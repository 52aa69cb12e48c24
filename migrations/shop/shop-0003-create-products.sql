-- depends: shop-0002-create-users
--
-- The catalogue. A price carries its currency, for an amount alone means nothing once a second country is
-- served. numeric accepts NaN and sorts it above every number, so `price >= 0` alone would let it in: a second
-- check keeps it out, here and wherever money is stored.
--
-- A product that somebody ordered cannot be deleted; it is taken out of sale with deleted_at.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the catalogue.

create table shop.products (
    id uuid not null default gen_random_uuid(),
    name varchar(255) not null,
    description text,
    price numeric(12, 2) not null,
    currency varchar(3) not null default 'EUR',
    stock integer not null,
    active boolean not null default true,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint products_pkey primary key (id),
    constraint products_name_is_not_blank check (name ~ '\S'),
    constraint products_price_is_a_number check (price <> 'NaN'),
    constraint products_price_is_not_negative check (price >= 0),
    constraint products_currency_is_iso_code check (currency ~ '^[A-Z]{3}$'),
    constraint products_stock_is_not_negative check (stock >= 0)
);

create trigger set_updated_at
    before update on shop.products
    for each row execute function platform.set_updated_at();

comment on table shop.products is
    'What the shop sells, sold or will sell.';
comment on column shop.products.name is
    'Name shown to customers; searched by any part of it.';
comment on column shop.products.description is
    'Text of the product page; NULL while nobody has written one.';
comment on column shop.products.price is
    'Price of one unit today, in the currency beside it; 0 is a gift. Orders keep the price of their day.';
comment on column shop.products.currency is
    'ISO 4217 code of the price.';
comment on column shop.products.stock is
    'Units that may still be sold; never below zero, whatever happens at the same time.';
comment on column shop.products.active is
    'Whether customers may buy it now; switched at will.';
comment on column shop.products.deleted_at is
    'When it was taken out of the catalogue for good; NULL while it belongs there.';
