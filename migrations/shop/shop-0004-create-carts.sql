-- depends: shop-0003-create-products
--
-- Carts. A user has one cart, and a product stands in it once, with a quantity: two tabs that add the same
-- product meet in one row instead of making two. A cart is nothing without its user and a line nothing without
-- its cart, so both go with what they belong to; a product waiting in a cart cannot disappear under it.
--
-- Ids never change once they are referred to: each foreign key says on update restrict.
--
-- The foreign keys lock users and products (share row exclusive, no writes) for the instant of the creation;
-- rewrites nothing, loses nothing. The rollback locks both access exclusive for as long, and loses the carts.

create table shop.carts (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint carts_pkey primary key (id),
    constraint carts_user_unique unique (user_id),
    constraint carts_user_id_fkey foreign key (user_id)
        references shop.users (id) on delete cascade on update restrict
);

create trigger set_updated_at
    before update on shop.carts
    for each row execute function platform.set_updated_at();

comment on table shop.carts is
    'What a user means to buy; at most one per user.';
comment on column shop.carts.user_id is
    'Whose cart it is; it goes when the user goes.';

create table shop.cart_items (
    id uuid not null default gen_random_uuid(),
    cart_id uuid not null,
    product_id uuid not null,
    quantity integer not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint cart_items_pkey primary key (id),
    constraint cart_items_cart_product_unique unique (cart_id, product_id),
    constraint cart_items_quantity_is_positive check (quantity > 0),
    constraint cart_items_cart_id_fkey foreign key (cart_id)
        references shop.carts (id) on delete cascade on update restrict,
    constraint cart_items_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete restrict on update restrict
);

create trigger set_updated_at
    before update on shop.cart_items
    for each row execute function platform.set_updated_at();

comment on table shop.cart_items is
    'One product in one cart. It carries no price: a cart is charged at the price of the moment it is ordered.';
comment on column shop.cart_items.cart_id is
    'The cart it stands in; it goes when the cart goes.';
comment on column shop.cart_items.product_id is
    'The product; it cannot be deleted while it stands in a cart.';
comment on column shop.cart_items.quantity is
    'Units wanted, at least one; a product no longer wanted is a row removed, not a zero.';
