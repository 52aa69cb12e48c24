-- depends: shop-0062-count-events
--
-- Who sees and does what, row by row. Three roles, each with one policy a command:
--   shop_user      somebody, through the application: what is on show, and what is the actor's own. Without an actor it is
--                  anybody, who sees the catalogue, may write a lead, and nothing else.
--   shop_app       the trusted server: all rows, because it acts for everybody; it writes the catalogue and accounts, and
--                  everything that is counted (stock, orders, payments) through functions only.
--   shop_readonly  reports: what says nothing of anybody.
-- Administrators work through the trusted server; functions ask for the role of their account.
--
-- The owner is not held by row security: functions that run as the owner say themselves what may be seen.
--
-- Policies are written so that the actor is asked for once a query, and lead through columns that an index begins with.
--
-- Access exclusive on each table for an instant; rewrites nothing, loses nothing.

set local role shop_owner;

alter table shop.users enable row level security;
-- pgassay: allow wide-lock-window because half of it would show rows or hide them; every lock is held for an instant
alter table shop.products enable row level security;
alter table shop.product_variants enable row level security;
alter table shop.product_images enable row level security;
alter table shop.product_specs enable row level security;
alter table shop.product_price_history enable row level security;
alter table shop.carts enable row level security;
alter table shop.cart_items enable row level security;
alter table shop.orders enable row level security;
alter table shop.order_items enable row level security;
alter table shop.order_events enable row level security;
alter table shop.order_addresses enable row level security;
alter table shop.shipments enable row level security;
alter table shop.payments enable row level security;
alter table shop.refunds enable row level security;
alter table shop.order_returns enable row level security;
alter table shop.order_return_items enable row level security;
alter table shop.payment_webhook_events enable row level security;
alter table shop.stock_movements enable row level security;
alter table shop.stock_reservations enable row level security;
alter table shop.stock_adjustments enable row level security;
alter table shop.leads enable row level security;
alter table shop.analytics_events enable row level security;
alter table shop.analytics_daily enable row level security;

-- users

create policy own on shop.users for select to shop_user
    using (id = (select shop.actor_id()));

comment on policy own on shop.users is
    'An account is seen by its owner; its password by nobody.';

grant select (id, email, role, is_guest, created_at, updated_at) on shop.users to shop_user;

create policy server on shop.users to shop_app using (true) with check (true);

comment on policy server on shop.users is
    'The trusted server reads and writes for everybody, in the columns that it is granted.';

grant select on shop.users to shop_app;

grant insert (id, email, password_hash, role, is_guest) on shop.users to shop_app;

grant update (email, password_hash, role) on shop.users to shop_app;

-- products

create policy on_show on shop.products for select to shop_user
    using (deleted_at is null and active and status in ('published', 'active'));

comment on policy on_show on shop.products is
    'Anybody sees what is on show: published or active, switched on, not deleted.';

grant select on shop.products to shop_user;

create policy server on shop.products to shop_app using (true) with check (true);

comment on policy server on shop.products is
    'The trusted server reads and writes for everybody, in the columns that it is granted.';

grant select on shop.products to shop_app;

grant insert (
    id, name, slug, description, short_description, price, currency, stock, status, active, tax_rate,
    local_delivery_enabled
) on shop.products to shop_app;

grant update (
    name, slug, description, short_description, price, currency, status, active, deleted_at, tax_rate,
    local_delivery_enabled
) on shop.products to shop_app;

create policy reports on shop.products for select to shop_readonly using (true);

comment on policy reports on shop.products is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select on shop.products to shop_readonly;

-- product_variants

create policy on_show on shop.product_variants for select to shop_user
    using (active and exists (select from shop.products as p where p.id = product_id));

comment on policy on_show on shop.product_variants is
    'A variant is seen where its product is, as long as it is switched on.';

grant select on shop.product_variants to shop_user;

create policy server on shop.product_variants to shop_app using (true) with check (true);

comment on policy server on shop.product_variants is
    'The trusted server reads and writes for everybody, in the columns that it is granted.';

grant select on shop.product_variants to shop_app;

grant insert (
    id, product_id, sku, label, attributes, price_delta, absolute_price, stock, active
) on shop.product_variants to shop_app;

grant update (sku, label, attributes, price_delta, absolute_price, active) on shop.product_variants to shop_app;

create policy reports on shop.product_variants for select to shop_readonly using (true);

comment on policy reports on shop.product_variants is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select on shop.product_variants to shop_readonly;

-- product_images

create policy on_show on shop.product_images for select to shop_user
    using (exists (select from shop.products as p where p.id = product_id));

comment on policy on_show on shop.product_images is
    'Pictures are seen where their product is.';

grant select on shop.product_images to shop_user;

create policy server on shop.product_images to shop_app using (true) with check (true);

comment on policy server on shop.product_images is
    'The trusted server reads and writes for everybody, in the columns that it is granted.';

grant select, insert, update, delete on shop.product_images to shop_app;

-- product_specs

create policy on_show on shop.product_specs for select to shop_user
    using (exists (select from shop.products as p where p.id = product_id));

comment on policy on_show on shop.product_specs is
    'Specifications are seen where their product is.';

grant select on shop.product_specs to shop_user;

create policy server on shop.product_specs to shop_app using (true) with check (true);

comment on policy server on shop.product_specs is
    'The trusted server reads and writes for everybody, in the columns that it is granted.';

grant select, insert, update, delete on shop.product_specs to shop_app;

-- product_price_history

create policy server on shop.product_price_history for select to shop_app using (true);

comment on policy server on shop.product_price_history is
    'The trusted server reads for everybody; functions write.';

grant select on shop.product_price_history to shop_app;

create policy reports on shop.product_price_history for select to shop_readonly using (true);

comment on policy reports on shop.product_price_history is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select on shop.product_price_history to shop_readonly;

-- carts

create policy own on shop.carts for select to shop_user
    using (user_id = (select shop.actor_id()));

comment on policy own on shop.carts is
    'A cart is seen by its owner. It is made by shop.my_cart() and goes with the account.';

grant select on shop.carts to shop_user;

create policy server on shop.carts for select to shop_app using (true);

comment on policy server on shop.carts is
    'The trusted server reads for everybody; functions write.';

grant select on shop.carts to shop_app;

-- cart_items

create policy own on shop.cart_items to shop_user
    using (exists (select from shop.carts as c where c.id = cart_id))
    with check (exists (select from shop.carts as c where c.id = cart_id));

comment on policy own on shop.cart_items is
    'Lines are seen and written by the owner of the cart. The price that the customer saw is written by nobody.';

grant select, insert (cart_id, product_id, variant_id, quantity), update (quantity), delete on shop.cart_items to shop_user;

create policy server on shop.cart_items for select to shop_app using (true);

comment on policy server on shop.cart_items is
    'The trusted server reads for everybody; functions write.';

grant select on shop.cart_items to shop_app;

-- orders

create policy own on shop.orders for select to shop_user
    using (user_id = (select shop.actor_id()));

comment on policy own on shop.orders is
    'An order is seen by who ordered. It is made and changed by functions only.';

grant select on shop.orders to shop_user;

create policy server on shop.orders for select to shop_app using (true);

comment on policy server on shop.orders is
    'The trusted server reads for everybody; functions write.';

grant select on shop.orders to shop_app;

create policy reports on shop.orders for select to shop_readonly using (true);

comment on policy reports on shop.orders is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select (
    id, order_number, status, total_amount, currency, fulfillment_mode, created_at, updated_at
) on shop.orders to shop_readonly;

-- order_items

create policy own on shop.order_items for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.order_items is
    'Lines are seen by who sees the order.';

grant select on shop.order_items to shop_user;

create policy server on shop.order_items for select to shop_app using (true);

comment on policy server on shop.order_items is
    'The trusted server reads for everybody; functions write.';

grant select on shop.order_items to shop_app;

create policy reports on shop.order_items for select to shop_readonly using (true);

comment on policy reports on shop.order_items is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select on shop.order_items to shop_readonly;

-- order_events

create policy own on shop.order_events for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.order_events is
    'The history is seen by who sees the order.';

grant select on shop.order_events to shop_user;

create policy server on shop.order_events for select to shop_app using (true);

comment on policy server on shop.order_events is
    'The trusted server reads for everybody; functions write.';

grant select on shop.order_events to shop_app;

-- order_addresses

create policy own on shop.order_addresses for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.order_addresses is
    'The address is seen by who sees the order.';

grant select on shop.order_addresses to shop_user;

create policy server on shop.order_addresses for select to shop_app using (true);

comment on policy server on shop.order_addresses is
    'The trusted server reads for everybody; functions write.';

grant select on shop.order_addresses to shop_app;

-- shipments

create policy own on shop.shipments for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.shipments is
    'Shipments are seen by who sees the order.';

grant select on shop.shipments to shop_user;

create policy server on shop.shipments for select to shop_app using (true);

comment on policy server on shop.shipments is
    'The trusted server reads for everybody; functions write.';

grant select on shop.shipments to shop_app;

-- payments

create policy own on shop.payments for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.payments is
    'Payments are seen by who sees the order.';

grant select on shop.payments to shop_user;

create policy server on shop.payments for select to shop_app using (true);

comment on policy server on shop.payments is
    'The trusted server reads for everybody; functions write.';

grant select on shop.payments to shop_app;

create policy reports on shop.payments for select to shop_readonly using (true);

comment on policy reports on shop.payments is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select (
    id, order_id, provider, amount, currency, status, refunded_amount, created_at, updated_at
) on shop.payments to shop_readonly;

-- refunds

create policy own on shop.refunds for select to shop_user
    using (exists (select from shop.payments as p where p.id = payment_id));

comment on policy own on shop.refunds is
    'Refunds are seen by who sees the payment.';

grant select on shop.refunds to shop_user;

create policy server on shop.refunds for select to shop_app using (true);

comment on policy server on shop.refunds is
    'The trusted server reads for everybody; functions write.';

grant select on shop.refunds to shop_app;

-- order_returns

create policy own on shop.order_returns for select to shop_user
    using (exists (select from shop.orders as o where o.id = order_id));

comment on policy own on shop.order_returns is
    'Returns are seen by who sees the order.';

grant select on shop.order_returns to shop_user;

create policy server on shop.order_returns for select to shop_app using (true);

comment on policy server on shop.order_returns is
    'The trusted server reads for everybody; functions write.';

grant select on shop.order_returns to shop_app;

-- order_return_items

create policy own on shop.order_return_items for select to shop_user
    using (exists (select from shop.order_returns as r where r.id = return_id));

comment on policy own on shop.order_return_items is
    'Lines of a return are seen by who sees the return.';

grant select on shop.order_return_items to shop_user;

create policy server on shop.order_return_items for select to shop_app using (true);

comment on policy server on shop.order_return_items is
    'The trusted server reads for everybody; functions write.';

grant select on shop.order_return_items to shop_app;

-- payment_webhook_events

create policy server on shop.payment_webhook_events for select to shop_app using (true);

comment on policy server on shop.payment_webhook_events is
    'The trusted server reads for everybody; functions write.';

grant select on shop.payment_webhook_events to shop_app;

-- stock_movements

create policy server on shop.stock_movements for select to shop_app using (true);

comment on policy server on shop.stock_movements is
    'The trusted server reads for everybody; functions write.';

grant select on shop.stock_movements to shop_app;

create policy reports on shop.stock_movements for select to shop_readonly using (true);

comment on policy reports on shop.stock_movements is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select (
    id, product_id, variant_id, kind, stock_change, reserved_change, stock, reserved, order_id, created_at
) on shop.stock_movements to shop_readonly;

-- stock_reservations

create policy server on shop.stock_reservations for select to shop_app using (true);

comment on policy server on shop.stock_reservations is
    'The trusted server reads for everybody; functions write.';

grant select on shop.stock_reservations to shop_app;

-- stock_adjustments

create policy server on shop.stock_adjustments for select to shop_app using (true);

comment on policy server on shop.stock_adjustments is
    'The trusted server reads for everybody; functions write.';

grant select on shop.stock_adjustments to shop_app;

-- leads

create policy server on shop.leads for select to shop_app using (true);

comment on policy server on shop.leads is
    'The trusted server reads for everybody; functions write.';

grant select on shop.leads to shop_app;

-- analytics_events

create policy server on shop.analytics_events for select to shop_app using (true);

comment on policy server on shop.analytics_events is
    'The trusted server reads for everybody; functions write.';

grant select on shop.analytics_events to shop_app;

-- analytics_daily

create policy server on shop.analytics_daily for select to shop_app using (true);

comment on policy server on shop.analytics_daily is
    'The trusted server reads for everybody; functions write.';

grant select on shop.analytics_daily to shop_app;

create policy reports on shop.analytics_daily for select to shop_readonly using (true);

comment on policy reports on shop.analytics_daily is
    'Reports are about all rows, in columns that say nothing of anybody.';

grant select on shop.analytics_daily to shop_readonly;

-- What says nothing of anybody and is the same for all.

grant select on shop.order_transitions to shop_app, shop_user, shop_readonly;
