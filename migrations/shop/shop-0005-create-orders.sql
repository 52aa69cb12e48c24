-- depends: shop-0004-create-carts
--
-- Orders and what they contain. Accounting outlives wishes: a user with orders and a product that was ordered
-- cannot be deleted.
--
-- An order has one currency and its items are priced in it. The foreign key of the items takes the currency
-- along, (order_id, currency) -> (id, currency): an item in another currency is impossible, and the currency of
-- an order is fixed as soon as it has an item. For this orders (id, currency) is unique, which says nothing
-- new about orders: it is the index that the foreign key looks into. From an order to its items the unique
-- index (order_id, product_id) leads: it begins with the column that identifies the order, and the planner
-- prefers it to an index on both columns of the foreign key, which would never be read. An item needs no check
-- of its currency's form: only an order's currency can stand there.
--
-- The foreign keys lock users and products (share row exclusive, no writes) for the instant of the creation;
-- rewrites nothing, loses nothing. The rollback locks both access exclusive for as long, and loses the orders.

create table shop.orders (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    status shop.order_status not null default 'pending',
    total_amount numeric(12, 2) not null,
    currency varchar(3) not null default 'EUR',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint orders_pkey primary key (id),
    constraint orders_id_currency_unique unique (id, currency),
    constraint orders_total_amount_is_a_number check (total_amount <> 'NaN'),
    constraint orders_total_amount_is_not_negative check (total_amount >= 0),
    constraint orders_currency_is_iso_code check (currency ~ '^[A-Z]{3}$'),
    constraint orders_user_id_fkey foreign key (user_id)
        references shop.users (id) on delete restrict on update restrict
);

create trigger set_updated_at
    before update on shop.orders
    for each row execute function platform.set_updated_at();

comment on table shop.orders is
    'What a user bought or is about to pay.';
comment on column shop.orders.user_id is
    'Who ordered; the account cannot be deleted while the order exists.';
comment on column shop.orders.status is
    'How far the order is; see the type.';
comment on column shop.orders.total_amount is
    'What the customer owes for the whole order, in the currency beside it.';
comment on column shop.orders.currency is
    'ISO 4217 code of the total and of every item; cannot change once there is an item.';

create table shop.order_items (
    id uuid not null default gen_random_uuid(),
    order_id uuid not null,
    product_id uuid not null,
    quantity integer not null,
    unit_price numeric(12, 2) not null,
    currency varchar(3) not null default 'EUR',
    created_at timestamptz not null default now(),
    constraint order_items_pkey primary key (id),
    constraint order_items_order_product_unique unique (order_id, product_id),
    constraint order_items_quantity_is_positive check (quantity > 0),
    constraint order_items_unit_price_is_a_number check (unit_price <> 'NaN'),
    constraint order_items_unit_price_is_not_negative check (unit_price >= 0),
    constraint order_items_order_id_currency_fkey foreign key (order_id, currency)
        references shop.orders (id, currency) on delete cascade on update restrict,
    constraint order_items_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete restrict on update restrict
);

comment on table shop.order_items is
    'One product in one order, at the price of that day. Written once: it has no updated_at.';
comment on column shop.order_items.order_id is
    'The order it belongs to; it goes when the order goes.';
comment on column shop.order_items.product_id is
    'The product sold; it cannot be deleted any more, only taken out of the catalogue.';
comment on column shop.order_items.quantity is
    'Units sold, at least one.';
comment on column shop.order_items.unit_price is
    'Price of one unit when the order was made; a later change of the product does not touch it.';
comment on column shop.order_items.currency is
    'ISO 4217 code of unit_price: the currency of the order, by the foreign key.';
