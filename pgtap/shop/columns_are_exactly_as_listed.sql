begin;
select plan(8);

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
        ('updated_at', 'timestamp with time zone', false, 'now()', 'plain')
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

select * from finish();
rollback;
