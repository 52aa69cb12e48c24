begin;
select plan(40);

-- Role × object × command. shop_owner, and migrator through it, may do everything and are listed where they may not.
select results_eq(
    $$select * from test.privileges('shop', 'schema')$$,
    $$values
        ('platform_owner', 'schema shop', 'USAGE'),
        ('shop_app', 'schema shop', 'USAGE'),
        ('shop_readonly', 'schema shop', 'USAGE'),
        ('shop_user', 'schema shop', 'USAGE')
    $$,
    'in schema shop these roles find what is theirs, and nobody else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'users')$$,
    $$values
        ('shop_app', 'shop.users', 'SELECT'),
        ('shop_app', 'shop.users.email', 'INSERT, UPDATE'),
        ('shop_app', 'shop.users.id', 'INSERT'),
        ('shop_app', 'shop.users.is_guest', 'INSERT'),
        ('shop_app', 'shop.users.password_hash', 'INSERT, UPDATE'),
        ('shop_app', 'shop.users.role', 'INSERT, UPDATE'),
        ('shop_user', 'shop.users.created_at', 'SELECT'),
        ('shop_user', 'shop.users.email', 'SELECT'),
        ('shop_user', 'shop.users.id', 'SELECT'),
        ('shop_user', 'shop.users.is_guest', 'SELECT'),
        ('shop_user', 'shop.users.role', 'SELECT'),
        ('shop_user', 'shop.users.updated_at', 'SELECT')
    $$,
    'with users these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'products')$$,
    $$values
        ('shop_app', 'shop.products', 'SELECT'),
        ('shop_app', 'shop.products.active', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.currency', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.deleted_at', 'UPDATE'),
        ('shop_app', 'shop.products.description', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.id', 'INSERT'),
        ('shop_app', 'shop.products.local_delivery_enabled', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.name', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.price', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.short_description', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.slug', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.status', 'INSERT, UPDATE'),
        ('shop_app', 'shop.products.stock', 'INSERT'),
        ('shop_app', 'shop.products.tax_rate', 'INSERT, UPDATE'),
        ('shop_readonly', 'shop.products', 'SELECT'),
        ('shop_user', 'shop.products', 'SELECT')
    $$,
    'with products these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'carts')$$,
    $$values
        ('shop_app', 'shop.carts', 'SELECT'),
        ('shop_user', 'shop.carts', 'SELECT')
    $$,
    'with carts these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'cart_items')$$,
    $$values
        ('shop_app', 'shop.cart_items', 'SELECT'),
        ('shop_user', 'shop.cart_items', 'DELETE, SELECT'),
        ('shop_user', 'shop.cart_items.cart_id', 'INSERT'),
        ('shop_user', 'shop.cart_items.product_id', 'INSERT'),
        ('shop_user', 'shop.cart_items.quantity', 'INSERT, UPDATE'),
        ('shop_user', 'shop.cart_items.variant_id', 'INSERT')
    $$,
    'with cart_items these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'orders')$$,
    $$values
        ('shop_app', 'shop.orders', 'SELECT'),
        ('shop_readonly', 'shop.orders.created_at', 'SELECT'),
        ('shop_readonly', 'shop.orders.currency', 'SELECT'),
        ('shop_readonly', 'shop.orders.fulfillment_mode', 'SELECT'),
        ('shop_readonly', 'shop.orders.id', 'SELECT'),
        ('shop_readonly', 'shop.orders.order_number', 'SELECT'),
        ('shop_readonly', 'shop.orders.status', 'SELECT'),
        ('shop_readonly', 'shop.orders.total_amount', 'SELECT'),
        ('shop_readonly', 'shop.orders.updated_at', 'SELECT'),
        ('shop_user', 'shop.orders', 'SELECT')
    $$,
    'with orders these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_items')$$,
    $$values
        ('shop_app', 'shop.order_items', 'SELECT'),
        ('shop_readonly', 'shop.order_items', 'SELECT'),
        ('shop_user', 'shop.order_items', 'SELECT')
    $$,
    'with order_items these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'leads')$$,
    $$values
        ('shop_app', 'shop.leads', 'SELECT')
    $$,
    'with leads these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'errors')$$,
    $$values
        ('shop_app', 'shop.errors', 'SELECT'),
        ('shop_readonly', 'shop.errors', 'SELECT'),
        ('shop_user', 'shop.errors', 'SELECT')
    $$,
    'with errors these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'product_variants')$$,
    $$values
        ('shop_app', 'shop.product_variants', 'SELECT'),
        ('shop_app', 'shop.product_variants.absolute_price', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.active', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.attributes', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.id', 'INSERT'),
        ('shop_app', 'shop.product_variants.label', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.price_delta', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.product_id', 'INSERT'),
        ('shop_app', 'shop.product_variants.sku', 'INSERT, UPDATE'),
        ('shop_app', 'shop.product_variants.stock', 'INSERT'),
        ('shop_readonly', 'shop.product_variants', 'SELECT'),
        ('shop_user', 'shop.product_variants', 'SELECT')
    $$,
    'with product_variants these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'product_images')$$,
    $$values
        ('shop_app', 'shop.product_images', 'DELETE, INSERT, SELECT, UPDATE'),
        ('shop_user', 'shop.product_images', 'SELECT')
    $$,
    'with product_images these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'product_specs')$$,
    $$values
        ('shop_app', 'shop.product_specs', 'DELETE, INSERT, SELECT, UPDATE'),
        ('shop_user', 'shop.product_specs', 'SELECT')
    $$,
    'with product_specs these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'product_price_history')$$,
    $$values
        ('shop_app', 'shop.product_price_history', 'SELECT'),
        ('shop_readonly', 'shop.product_price_history', 'SELECT')
    $$,
    'with product_price_history these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'stock_movements')$$,
    $$values
        ('shop_app', 'shop.stock_movements', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.created_at', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.id', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.kind', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.order_id', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.product_id', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.reserved', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.reserved_change', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.stock', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.stock_change', 'SELECT'),
        ('shop_readonly', 'shop.stock_movements.variant_id', 'SELECT')
    $$,
    'with stock_movements these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'stock_reservations')$$,
    $$values
        ('shop_app', 'shop.stock_reservations', 'SELECT')
    $$,
    'with stock_reservations these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'stock_adjustments')$$,
    $$values
        ('shop_app', 'shop.stock_adjustments', 'SELECT')
    $$,
    'with stock_adjustments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_transitions')$$,
    $$values
        ('shop_app', 'shop.order_transitions', 'SELECT'),
        ('shop_readonly', 'shop.order_transitions', 'SELECT'),
        ('shop_user', 'shop.order_transitions', 'SELECT')
    $$,
    'with order_transitions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_events')$$,
    $$values
        ('shop_app', 'shop.order_events', 'SELECT'),
        ('shop_user', 'shop.order_events', 'SELECT')
    $$,
    'with order_events these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_addresses')$$,
    $$values
        ('shop_app', 'shop.order_addresses', 'SELECT'),
        ('shop_user', 'shop.order_addresses', 'SELECT')
    $$,
    'with order_addresses these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'payments')$$,
    $$values
        ('shop_app', 'shop.payments', 'SELECT'),
        ('shop_readonly', 'shop.payments.amount', 'SELECT'),
        ('shop_readonly', 'shop.payments.created_at', 'SELECT'),
        ('shop_readonly', 'shop.payments.currency', 'SELECT'),
        ('shop_readonly', 'shop.payments.id', 'SELECT'),
        ('shop_readonly', 'shop.payments.order_id', 'SELECT'),
        ('shop_readonly', 'shop.payments.provider', 'SELECT'),
        ('shop_readonly', 'shop.payments.refunded_amount', 'SELECT'),
        ('shop_readonly', 'shop.payments.status', 'SELECT'),
        ('shop_readonly', 'shop.payments.updated_at', 'SELECT'),
        ('shop_user', 'shop.payments', 'SELECT')
    $$,
    'with payments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'refunds')$$,
    $$values
        ('shop_app', 'shop.refunds', 'SELECT'),
        ('shop_user', 'shop.refunds', 'SELECT')
    $$,
    'with refunds these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'payment_webhook_events')$$,
    $$values
        ('shop_app', 'shop.payment_webhook_events', 'SELECT')
    $$,
    'with payment_webhook_events these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'shipments')$$,
    $$values
        ('shop_app', 'shop.shipments', 'SELECT'),
        ('shop_user', 'shop.shipments', 'SELECT')
    $$,
    'with shipments these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_returns')$$,
    $$values
        ('shop_app', 'shop.order_returns', 'SELECT'),
        ('shop_user', 'shop.order_returns', 'SELECT')
    $$,
    'with order_returns these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'order_return_items')$$,
    $$values
        ('shop_app', 'shop.order_return_items', 'SELECT'),
        ('shop_user', 'shop.order_return_items', 'SELECT')
    $$,
    'with order_return_items these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'analytics_events')$$,
    $$values
        ('shop_app', 'shop.analytics_events', 'SELECT')
    $$,
    'with analytics_events these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'analytics_daily')$$,
    $$values
        ('shop_app', 'shop.analytics_daily', 'SELECT'),
        ('shop_readonly', 'shop.analytics_daily', 'SELECT')
    $$,
    'with analytics_daily these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'media_upload_sessions')$$,
    $$values
        ('shop_app', 'shop.media_upload_sessions', 'SELECT'),
        ('shop_app', 'shop.media_upload_sessions.expires_at', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.filename', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.id', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.mime_type', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.sha256', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.size_bytes', 'INSERT'),
        ('shop_app', 'shop.media_upload_sessions.upload_url', 'INSERT')
    $$,
    'with media_upload_sessions these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'media_uploaded_assets')$$,
    $$values
        ('shop_app', 'shop.media_uploaded_assets', 'SELECT')
    $$,
    'with media_uploaded_assets these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('shop', 'table', 'media_upload_finalize_idempotency')$$,
    $$values
        ('shop_app', 'shop.media_upload_finalize_idempotency', 'SELECT')
    $$,
    'with media_upload_finalize_idempotency these roles may do this, and nobody anything else'
);

select is_empty(
    $$select * from test.privileges('shop', 'table', 'analytics_events_before')$$,
    'with analytics_events_before nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('shop', 'table', 'order_counters')$$,
    'with order_counters nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('shop', 'table', 'analytics_events_default')$$,
    'with analytics_events_default nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('shop', 'table', 'product_price_history_id_seq')$$,
    'with product_price_history_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('shop', 'table', 'stock_movements_id_seq')$$,
    'with stock_movements_id_seq nobody but its owner may do anything'
);

-- The owner is not named: it calls all of them.
select results_eq(
    $$select * from test.callers('shop', '^[a-e]')$$,
    $$values
        ('shop.actor_id()', 'shop_app, shop_readonly, shop_user'),
        ('shop.adjust_stock(text,uuid,text,integer,integer,uuid,text,text)', 'shop_app'),
        ('shop.apply_reservations()', null),
        ('shop.autocomplete(text,integer)', 'shop_app, shop_readonly, shop_user'),
        ('shop.cancel_order(uuid,text)', 'shop_app, shop_user'),
        ('shop.cart_lines()', 'shop_app, shop_user'),
        ('shop.change_order(uuid,shop.order_status,text,text,jsonb)', null),
        ('shop.change_stock(uuid,uuid,integer,text,uuid)', null),
        ('shop.checkout(text,text,jsonb,text,numeric,interval)', 'shop_app, shop_user'),
        ('shop.compare_total()', null),
        ('shop.count_refund()', null),
        ('shop.count_return()', null),
        ('shop.create_event_partitions(integer)', 'shop_app'),
        ('shop.create_lead(text,text,text,boolean)', 'shop_app, shop_user'),
        ('shop.drop_event_partitions(interval)', 'shop_app'),
        ('shop.end_reservations(uuid,text)', null),
        ('shop.expire_carts(integer)', 'shop_app')
    $$,
    'these roles call the functions that begin with a to e'
);

select results_eq(
    $$select * from test.callers('shop', '^[f-q]')$$,
    $$values
        ('shop.fail_refund(uuid)', 'shop_app'),
        ('shop.fill_order()', null),
        ('shop.fill_order_item()', null),
        ('shop.fill_slug()', null),
        ('shop.finalize_upload(text,text,text,text,text,integer,integer,integer,text,timestamp with time zone)',
         'shop_app'),
        ('shop.hand_over(uuid)', 'shop_app'),
        ('shop.hold_cart(interval)', 'shop_app, shop_user'),
        ('shop.is_actor(text,text)', 'platform_owner'),
        ('shop.keep_cart()', null),
        ('shop.lock_order(uuid,boolean)', null),
        ('shop.make_ready(uuid)', 'shop_app'),
        ('shop.merge_cart(uuid)', 'shop_app'),
        ('shop.my_cart()', 'shop_app, shop_user'),
        ('shop.next_order_number(timestamp with time zone)', null),
        ('shop.note_price()', null),
        ('shop.open_payment(uuid,text,text)', 'shop_app, shop_user'),
        ('shop.put_in_cart(uuid,integer,uuid)', 'shop_app, shop_user')
    $$,
    'these roles call the functions that begin with f to q'
);

select results_eq(
    $$select * from test.callers('shop', '^r')$$,
    $$values
        ('shop.receive_stock(uuid,integer,uuid)', 'shop_app'),
        ('shop.receive_webhook(text,text,text,text,numeric,text,text,jsonb)', 'shop_app'),
        ('shop.record_communication(uuid,text)', 'shop_app'),
        ('shop.record_movements()', null),
        ('shop.record_price()', null),
        ('shop.record_price_of_variant()', null),
        ('shop.record_transition()', null),
        ('shop.refund_order(uuid,numeric,text,text)', 'shop_app'),
        ('shop.refuse_change()', null),
        ('shop.refuse_change_of_event()', null),
        ('shop.refuse_change_of_refund()', null),
        ('shop.refuse_change_of_reservation()', null),
        ('shop.refuse_change_of_total()', null),
        ('shop.require_actor()', null),
        ('shop.require_admin()', null),
        ('shop.require_sold()', null),
        ('shop.require_unit(uuid,uuid)', null),
        ('shop.reserve_order(uuid,interval)', 'shop_app'),
        ('shop.return_items(uuid,text,jsonb)', 'shop_app'),
        ('shop.roll_up_events(date)', 'shop_app')
    $$,
    'these roles call the functions that begin with r'
);

select results_eq(
    $$select * from test.callers('shop', '^[^a-r]')$$,
    $$values
        ('shop.search_document(text,text,text)', null),
        ('shop.search_products(text,integer,integer)', 'shop_app, shop_readonly, shop_user'),
        ('shop.set_lead_status(uuid,text)', 'shop_app'),
        ('shop.set_quantity(uuid,integer,uuid)', 'shop_app, shop_user'),
        ('shop.settle_refund(shop.orders,uuid,text)', null),
        ('shop.ship_order(uuid,text,text)', 'shop_app'),
        ('shop.slug_of(text,uuid)', null),
        ('shop.start_guest()', 'shop_app'),
        ('shop.stock_at(uuid,timestamp with time zone,uuid)', 'shop_app'),
        ('shop.stock_status(integer)', 'shop_app, shop_readonly, shop_user'),
        ('shop.stock_status(shop.product_variants)', 'shop_app, shop_readonly, shop_user'),
        ('shop.stock_status(shop.products)', 'shop_app, shop_readonly, shop_user'),
        ('shop.take_back(uuid)', null),
        ('shop.time_out(integer)', 'shop_app'),
        ('shop.track(text,jsonb)', 'shop_app, shop_user'),
        ('shop.unit_price(shop.products,shop.product_variants)', null)
    $$,
    'and these the other functions'
);

-- A column stands for its table.
select set_eq(
    $$select substring(object from '^[^.]+\.[^.]+') from test.privileges('shop', 'table') where object !~ '_\d{4}_\d\d'$$,
    array[
        'shop.analytics_daily', 'shop.analytics_events', 'shop.cart_items', 'shop.carts', 'shop.errors', 'shop.leads',
        'shop.media_upload_finalize_idempotency', 'shop.media_upload_sessions', 'shop.media_uploaded_assets',
        'shop.order_addresses', 'shop.order_events', 'shop.order_items', 'shop.order_return_items',
        'shop.order_returns', 'shop.order_transitions', 'shop.orders', 'shop.payment_webhook_events', 'shop.payments',
        'shop.product_images', 'shop.product_price_history', 'shop.product_specs', 'shop.product_variants',
        'shop.products', 'shop.refunds', 'shop.shipments', 'shop.stock_adjustments', 'shop.stock_movements',
        'shop.stock_reservations', 'shop.users'
    ],
    'with no other table, view or sequence of shop may anybody do anything'
);

select * from finish();
rollback;
