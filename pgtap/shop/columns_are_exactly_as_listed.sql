begin;
select plan(16);

select results_eq(
    $$select * from test.columns('shop', 'users')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('email', 'character varying(320)', false, null, 'plain'),
        ('password_hash', 'text', false, null, 'plain'),
        ('role', 'shop.user_role', false, '''customer''::shop.user_role', 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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
        ('local_delivery_enabled', 'boolean', false, 'false', 'plain')
    $$,
    'products has these columns'
);

select results_eq(
    $$select * from test.columns('shop', 'carts')$$,
    $$values
        ('id', 'uuid', false, 'gen_random_uuid()', 'plain'),
        ('user_id', 'uuid', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
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
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'leads has these columns'
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
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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

select * from finish();
rollback;
