begin;
select plan(32);

select results_eq(
    $$select * from test.columns('shop', 'users')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('email', 'character varying(320)', false, null, 'plain'),
        ('password_hash', 'text', true, null, 'plain'),
        ('role', 'shop.user_role', false, '''customer''::shop.user_role', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('is_guest', 'boolean', false, 'false', 'plain')
    $$,
    'users has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'products')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('name', 'character varying(255)', false, null, 'plain'),
        ('description', 'text', true, null, 'plain'),
        ('price', 'numeric(12,2)', false, null, 'plain'),
        ('currency', 'character varying(3)', false, '''EUR''::character varying', 'plain'),
        ('stock', 'integer', false, null, 'plain'),
        ('active', 'boolean', false, 'true', 'plain'),
        ('deleted_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('slug', 'character varying(255)', false, null, 'plain'),
        ('short_description', 'text', true, null, 'plain'),
        ('status', 'shop.product_status', false, '''draft''::shop.product_status', 'plain'),
        ('reserved', 'integer', false, '0', 'plain'),
        ('tax_rate', 'numeric(5,4)', false, '0.2', 'plain'),
        ('local_delivery_enabled', 'boolean', false, 'false', 'plain'),
        ('backorderable', 'boolean', false, 'false', 'plain')
    $$,
    'products has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'carts')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('expires_at', 'timestamp with time zone', false, '(now() + ''30 days''::interval)', 'plain')
    $$,
    'carts has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'cart_items')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('cart_id', 'uuid', false, null, 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('quantity', 'integer', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('variant_id', 'uuid', true, null, 'plain'),
        ('price_when_added', 'numeric(12,2)', true, null, 'plain'),
        ('currency_when_added', 'character varying(3)', true, null, 'plain')
    $$,
    'cart_items has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'orders')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('status', 'shop.order_status', false, '''pending''::shop.order_status', 'plain'),
        ('total_amount', 'numeric(12,2)', false, null, 'plain'),
        ('currency', 'character varying(3)', false, '''EUR''::character varying', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('order_number', 'text', false, null, 'plain'),
        ('idempotency_key', 'character varying(128)', false, null, 'plain'),
        ('stripe_payment_intent_id', 'character varying(255)', true, null, 'plain'),
        ('fulfillment_mode', 'character varying(40)', false, '''parcel''::character varying', 'plain'),
        ('contact_email', 'character varying(320)', true, null, 'plain')
    $$,
    'orders has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_items')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('order_id', 'uuid', false, null, 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('quantity', 'integer', false, null, 'plain'),
        ('unit_price', 'numeric(12,2)', false, null, 'plain'),
        ('currency', 'character varying(3)', false, '''EUR''::character varying', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('variant_id', 'uuid', true, null, 'plain'),
        ('product_name', 'character varying(255)', false, null, 'plain'),
        ('variant_label', 'character varying(255)', true, null, 'plain'),
        ('sku', 'character varying(255)', false, null, 'plain'),
        ('tax_rate', 'numeric(5,4)', false, null, 'plain'),
        ('line_total', 'numeric(14,2)', false, null, 'plain'),
        ('returned_quantity', 'integer', false, '0', 'plain')
    $$,
    'order_items has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'leads')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('name', 'character varying(255)', false, null, 'plain'),
        ('email', 'character varying(320)', false, null, 'plain'),
        ('message', 'text', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('status', 'text', false, '''new''::text', 'plain'),
        ('consent_at', 'timestamp with time zone', true, null, 'plain'),
        ('fingerprint', 'bytea', true, null, 'plain'),
        ('times', 'integer', false, '1', 'plain'),
        ('last_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'leads has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'analytics_events_before')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('event_type', 'character varying(100)', false, null, 'plain'),
        ('user_id', 'uuid', true, null, 'plain'),
        ('payload', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'analytics_events_before has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'errors')$$,
    $$values
        ('sqlstate', 'text', false, null, 'plain'),
        ('meaning', 'text', false, null, 'plain'),
        ('remedy', 'text', false, null, 'plain')
    $$,
    'errors has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'product_variants')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('sku', 'character varying(120)', false, null, 'plain'),
        ('label', 'character varying(255)', false, null, 'plain'),
        ('attributes', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('price_delta', 'numeric(12,2)', true, null, 'plain'),
        ('absolute_price', 'numeric(12,2)', true, null, 'plain'),
        ('stock', 'integer', false, '0', 'plain'),
        ('reserved', 'integer', false, '0', 'plain'),
        ('active', 'boolean', false, 'true', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('backorderable', 'boolean', false, 'false', 'plain')
    $$,
    'product_variants has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'product_images')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('url', 'text', false, null, 'plain'),
        ('alt', 'character varying(255)', false, null, 'plain'),
        ('width', 'integer', true, null, 'plain'),
        ('height', 'integer', true, null, 'plain'),
        ('is_primary', 'boolean', false, 'false', 'plain'),
        ('position', 'integer', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'product_images has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'product_specs')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('key', 'character varying(120)', false, null, 'plain'),
        ('value', 'text', false, null, 'plain'),
        ('position', 'integer', false, '0', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'product_specs has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'product_price_history')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('variant_id', 'uuid', true, null, 'plain'),
        ('currency', 'character varying(3)', false, null, 'plain'),
        ('old_price', 'numeric(12,2)', true, null, 'plain'),
        ('new_price', 'numeric(12,2)', true, null, 'plain'),
        ('changed_by', 'text', true, 'platform.actor_id()', 'plain'),
        ('changed_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'product_price_history has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'stock_movements')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('variant_id', 'uuid', true, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('stock_change', 'integer', false, null, 'plain'),
        ('reserved_change', 'integer', false, null, 'plain'),
        ('stock', 'integer', false, null, 'plain'),
        ('reserved', 'integer', false, null, 'plain'),
        ('order_id', 'uuid', true, null, 'plain'),
        ('actor_id', 'text', true, 'platform.actor_id()', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'stock_movements has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'stock_reservations')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('product_id', 'uuid', false, null, 'plain'),
        ('variant_id', 'uuid', true, null, 'plain'),
        ('quantity', 'integer', false, null, 'plain'),
        ('cart_id', 'uuid', true, null, 'plain'),
        ('order_id', 'uuid', true, null, 'plain'),
        ('reserved_until', 'timestamp with time zone', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'stock_reservations has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'stock_adjustments')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('actor_user_id', 'uuid', false, null, 'plain'),
        ('request_key', 'character varying(120)', false, null, 'plain'),
        ('target_product_id', 'uuid', false, null, 'plain'),
        ('target_variant_id', 'uuid', true, null, 'plain'),
        ('intent_class', 'text', false, null, 'plain'),
        ('requested_quantity_delta', 'integer', false, null, 'plain'),
        ('requested_expected_stock', 'integer', false, null, 'plain'),
        ('before_quantity', 'integer', true, null, 'plain'),
        ('after_quantity', 'integer', true, null, 'plain'),
        ('attempt_class', 'text', false, null, 'plain'),
        ('outcome_class', 'text', false, null, 'plain'),
        ('rejection_class', 'text', true, null, 'plain'),
        ('replay_of', 'uuid', true, null, 'plain'),
        ('evidence_ref', 'character varying(120)', true, null, 'plain'),
        ('note', 'character varying(500)', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'stock_adjustments has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_counters')$$,
    $$values
        ('year', 'integer', false, null, 'plain'),
        ('last_number', 'integer', false, null, 'plain')
    $$,
    'order_counters has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_transitions')$$,
    $$values
        ('from_status', 'shop.order_status', false, null, 'plain'),
        ('to_status', 'shop.order_status', false, null, 'plain'),
        ('meaning', 'text', false, null, 'plain')
    $$,
    'order_transitions has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_events')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('order_id', 'uuid', false, null, 'plain'),
        ('type', 'character varying(64)', false, null, 'plain'),
        ('from_status', 'shop.order_status', true, null, 'plain'),
        ('to_status', 'shop.order_status', true, null, 'plain'),
        ('source', 'character varying(20)', false, null, 'plain'),
        ('source_event_id', 'character varying(255)', false, '(gen_random_uuid())::text', 'plain'),
        ('idempotency_key', 'character varying(128)', true, null, 'plain'),
        ('correlation_id', 'character varying(128)', true, 'platform.request_id()', 'plain'),
        ('actor_id', 'text', true, 'platform.actor_id()', 'plain'),
        ('details', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('supersedes', 'uuid', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'order_events has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_addresses')$$,
    $$values
        ('order_id', 'uuid', false, null, 'plain'),
        ('name', 'text', false, null, 'plain'),
        ('line1', 'text', false, null, 'plain'),
        ('line2', 'text', true, null, 'plain'),
        ('city', 'text', false, null, 'plain'),
        ('postal_code', 'text', false, null, 'plain'),
        ('country', 'character varying(2)', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'order_addresses has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'payments')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('order_id', 'uuid', false, null, 'plain'),
        ('provider', 'character varying(40)', false, null, 'plain'),
        ('intent_id', 'character varying(255)', false, null, 'plain'),
        ('amount', 'numeric(12,2)', false, null, 'plain'),
        ('currency', 'character varying(3)', false, null, 'plain'),
        ('status', 'text', false, '''pending''::text', 'plain'),
        ('refunded_amount', 'numeric(12,2)', false, '0', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'payments has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'refunds')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('payment_id', 'uuid', false, null, 'plain'),
        ('amount', 'numeric(12,2)', false, null, 'plain'),
        ('reason', 'text', false, null, 'plain'),
        ('status', 'text', false, '''requested''::text', 'plain'),
        ('idempotency_key', 'character varying(128)', false, null, 'plain'),
        ('provider_refund_id', 'character varying(255)', true, null, 'plain'),
        ('created_by', 'text', true, 'platform.actor_id()', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'refunds has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'payment_webhook_events')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('provider', 'character varying(40)', false, null, 'plain'),
        ('event_id', 'character varying(255)', false, null, 'plain'),
        ('event_type', 'character varying(100)', false, null, 'plain'),
        ('resource_id', 'character varying(255)', true, null, 'plain'),
        ('order_id', 'uuid', true, null, 'plain'),
        ('payload', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('outcome', 'text', false, '''ignored''::text', 'plain'),
        ('reason', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'payment_webhook_events has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'shipments')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('order_id', 'uuid', false, null, 'plain'),
        ('state', 'text', false, null, 'plain'),
        ('carrier', 'text', true, null, 'plain'),
        ('tracking_number', 'text', true, null, 'plain'),
        ('ready_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('handed_over_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'shipments has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_returns')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('order_id', 'uuid', false, null, 'plain'),
        ('reason', 'text', false, null, 'plain'),
        ('created_by', 'text', true, 'platform.actor_id()', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'order_returns has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'order_return_items')$$,
    $$values
        ('return_id', 'uuid', false, null, 'plain'),
        ('order_item_id', 'uuid', false, null, 'plain'),
        ('quantity', 'integer', false, null, 'plain'),
        ('restocked', 'boolean', false, null, 'plain')
    $$,
    'order_return_items has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'analytics_events')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('event_type', 'character varying(100)', false, null, 'plain'),
        ('user_id', 'uuid', true, null, 'plain'),
        ('payload', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'analytics_events has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'analytics_events_default')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('event_type', 'character varying(100)', false, null, 'plain'),
        ('user_id', 'uuid', true, null, 'plain'),
        ('payload', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'analytics_events_default has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'analytics_daily')$$,
    $$values
        ('day', 'date', false, null, 'plain'),
        ('event_type', 'character varying(100)', false, null, 'plain'),
        ('events', 'bigint', false, null, 'plain'),
        ('people', 'bigint', false, null, 'plain'),
        ('counted_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'analytics_daily has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'media_upload_sessions')$$,
    $$values
        ('id', 'text', false, null, 'plain'),
        ('filename', 'text', false, null, 'plain'),
        ('mime_type', 'text', false, null, 'plain'),
        ('size_bytes', 'integer', false, null, 'plain'),
        ('sha256', 'text', true, null, 'plain'),
        ('upload_url', 'text', false, null, 'plain'),
        ('expires_at', 'timestamp with time zone', false, null, 'plain'),
        ('finalized_at', 'timestamp with time zone', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'media_upload_sessions has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'media_uploaded_assets')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('upload_id', 'text', false, null, 'plain'),
        ('provider_asset_id', 'text', false, null, 'plain'),
        ('url', 'text', false, null, 'plain'),
        ('mime_type', 'text', false, null, 'plain'),
        ('size_bytes', 'integer', false, null, 'plain'),
        ('width', 'integer', false, null, 'plain'),
        ('height', 'integer', false, null, 'plain'),
        ('checksum_sha256', 'text', false, null, 'plain'),
        ('asset_created_at', 'timestamp with time zone', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'media_uploaded_assets has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'media_upload_finalize_idempotency')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('upload_id', 'text', false, null, 'plain'),
        ('idempotency_key', 'text', false, null, 'plain'),
        ('asset_id', 'uuid', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'media_upload_finalize_idempotency has these columns'
);

select * from finish();
rollback;
