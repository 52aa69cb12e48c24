revoke select on shop.order_transitions from shop_app, shop_user, shop_readonly;

revoke all on shop.analytics_daily from shop_readonly, shop_app;

drop policy reports on shop.analytics_daily;

drop policy server on shop.analytics_daily;

alter table shop.analytics_daily disable row level security;

revoke all on shop.analytics_events from shop_app;

drop policy server on shop.analytics_events;

alter table shop.analytics_events disable row level security;

revoke all on shop.leads from shop_app;

drop policy server on shop.leads;

alter table shop.leads disable row level security;

revoke all on shop.stock_adjustments from shop_app;

drop policy server on shop.stock_adjustments;

alter table shop.stock_adjustments disable row level security;

revoke all on shop.stock_reservations from shop_app;

drop policy server on shop.stock_reservations;

alter table shop.stock_reservations disable row level security;

revoke all on shop.stock_movements from shop_readonly, shop_app;

drop policy reports on shop.stock_movements;

drop policy server on shop.stock_movements;

alter table shop.stock_movements disable row level security;

revoke all on shop.payment_webhook_events from shop_app;

drop policy server on shop.payment_webhook_events;

alter table shop.payment_webhook_events disable row level security;

revoke all on shop.order_return_items from shop_app, shop_user;

drop policy server on shop.order_return_items;

drop policy own on shop.order_return_items;

alter table shop.order_return_items disable row level security;

revoke all on shop.order_returns from shop_app, shop_user;

drop policy server on shop.order_returns;

drop policy own on shop.order_returns;

alter table shop.order_returns disable row level security;

revoke all on shop.refunds from shop_app, shop_user;

drop policy server on shop.refunds;

drop policy own on shop.refunds;

alter table shop.refunds disable row level security;

revoke all on shop.payments from shop_readonly, shop_app, shop_user;

drop policy reports on shop.payments;

drop policy server on shop.payments;

drop policy own on shop.payments;

alter table shop.payments disable row level security;

revoke all on shop.shipments from shop_app, shop_user;

drop policy server on shop.shipments;

drop policy own on shop.shipments;

alter table shop.shipments disable row level security;

revoke all on shop.order_addresses from shop_app, shop_user;

drop policy server on shop.order_addresses;

drop policy own on shop.order_addresses;

alter table shop.order_addresses disable row level security;

revoke all on shop.order_events from shop_app, shop_user;

drop policy server on shop.order_events;

drop policy own on shop.order_events;

alter table shop.order_events disable row level security;

revoke all on shop.order_items from shop_readonly, shop_app, shop_user;

drop policy reports on shop.order_items;

drop policy server on shop.order_items;

drop policy own on shop.order_items;

alter table shop.order_items disable row level security;

revoke all on shop.orders from shop_readonly, shop_app, shop_user;

drop policy reports on shop.orders;

drop policy server on shop.orders;

drop policy own on shop.orders;

alter table shop.orders disable row level security;

revoke all on shop.cart_items from shop_app, shop_user;

drop policy server on shop.cart_items;

drop policy own on shop.cart_items;

alter table shop.cart_items disable row level security;

revoke all on shop.carts from shop_app, shop_user;

drop policy server on shop.carts;

drop policy own on shop.carts;

alter table shop.carts disable row level security;

revoke all on shop.product_price_history from shop_readonly, shop_app;

drop policy reports on shop.product_price_history;

drop policy server on shop.product_price_history;

alter table shop.product_price_history disable row level security;

revoke all on shop.product_specs from shop_app, shop_user;

drop policy server on shop.product_specs;

drop policy on_show on shop.product_specs;

alter table shop.product_specs disable row level security;

revoke all on shop.product_images from shop_app, shop_user;

drop policy server on shop.product_images;

drop policy on_show on shop.product_images;

alter table shop.product_images disable row level security;

revoke all on shop.product_variants from shop_readonly, shop_app, shop_user;

drop policy reports on shop.product_variants;

drop policy server on shop.product_variants;

drop policy on_show on shop.product_variants;

alter table shop.product_variants disable row level security;

revoke all on shop.products from shop_readonly, shop_app, shop_user;

drop policy reports on shop.products;

drop policy server on shop.products;

drop policy on_show on shop.products;

alter table shop.products disable row level security;

revoke all on shop.users from shop_app, shop_user;

drop policy server on shop.users;

drop policy own on shop.users;

alter table shop.users disable row level security;
