begin;
select plan(35);

-- Those that may be used; that none is left invalid is said at the end.
select results_eq(
    $$select index, definition from test.indexes('shop', 'users') where valid$$,
    $$values
        ('users_email_unique', 'CREATE UNIQUE INDEX users_email_unique ON shop.users USING btree (email)'),
        ('users_pkey', 'CREATE UNIQUE INDEX users_pkey ON shop.users USING btree (id)')
    $$,
    'users has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'products') where valid$$,
    $$values
        ('idx_products_active_created_at',
         'CREATE INDEX idx_products_active_created_at ON shop.products USING btree (active, created_at DESC) WHERE (deleted_at IS NULL)'),
        ('idx_products_name_trgm',
         'CREATE INDEX idx_products_name_trgm ON shop.products USING gin (name extensions.gin_trgm_ops)'),
        ('products_name_prefix_idx',
         'CREATE INDEX products_name_prefix_idx ON shop.products USING btree (lower((name)::text) text_pattern_ops) WHERE (deleted_at IS NULL)'),
        ('products_pkey', 'CREATE UNIQUE INDEX products_pkey ON shop.products USING btree (id)'),
        ('products_search_idx',
         'CREATE INDEX products_search_idx ON shop.products USING gin (shop.search_document((name)::text, short_description, description)) WHERE (deleted_at IS NULL)'),
        ('products_slug_key', 'CREATE UNIQUE INDEX products_slug_key ON shop.products USING btree (slug)')
    $$,
    'products has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'carts') where valid$$,
    $$values
        ('carts_expires_at_idx', 'CREATE INDEX carts_expires_at_idx ON shop.carts USING btree (expires_at)'),
        ('carts_pkey', 'CREATE UNIQUE INDEX carts_pkey ON shop.carts USING btree (id)'),
        ('carts_user_unique', 'CREATE UNIQUE INDEX carts_user_unique ON shop.carts USING btree (user_id)')
    $$,
    'carts has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'cart_items') where valid$$,
    $$values
        ('cart_items_cart_product_variant_unique',
         'CREATE UNIQUE INDEX cart_items_cart_product_variant_unique ON shop.cart_items USING btree (cart_id, product_id, variant_id) NULLS NOT DISTINCT'),
        ('cart_items_pkey', 'CREATE UNIQUE INDEX cart_items_pkey ON shop.cart_items USING btree (id)'),
        ('idx_cart_items_cart_id', 'CREATE INDEX idx_cart_items_cart_id ON shop.cart_items USING btree (cart_id)'),
        ('idx_cart_items_product_id',
         'CREATE INDEX idx_cart_items_product_id ON shop.cart_items USING btree (product_id)')
    $$,
    'cart_items has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'orders') where valid$$,
    $$values
        ('idx_orders_status_created_at',
         'CREATE INDEX idx_orders_status_created_at ON shop.orders USING btree (status, created_at DESC)'),
        ('idx_orders_user_created_at',
         'CREATE INDEX idx_orders_user_created_at ON shop.orders USING btree (user_id, created_at DESC)'),
        ('orders_id_currency_unique',
         'CREATE UNIQUE INDEX orders_id_currency_unique ON shop.orders USING btree (id, currency)'),
        ('orders_order_number_key',
         'CREATE UNIQUE INDEX orders_order_number_key ON shop.orders USING btree (order_number)'),
        ('orders_pkey', 'CREATE UNIQUE INDEX orders_pkey ON shop.orders USING btree (id)'),
        ('orders_stripe_payment_intent_id_key',
         'CREATE UNIQUE INDEX orders_stripe_payment_intent_id_key ON shop.orders USING btree (stripe_payment_intent_id) WHERE (stripe_payment_intent_id IS NOT NULL)'),
        ('orders_user_id_idempotency_key_key',
         'CREATE UNIQUE INDEX orders_user_id_idempotency_key_key ON shop.orders USING btree (user_id, idempotency_key)')
    $$,
    'orders has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_items') where valid$$,
    $$values
        ('idx_order_items_product_id',
         'CREATE INDEX idx_order_items_product_id ON shop.order_items USING btree (product_id)'),
        ('order_items_order_product_variant_unique',
         'CREATE UNIQUE INDEX order_items_order_product_variant_unique ON shop.order_items USING btree (order_id, product_id, variant_id) NULLS NOT DISTINCT'),
        ('order_items_pkey', 'CREATE UNIQUE INDEX order_items_pkey ON shop.order_items USING btree (id)')
    $$,
    'order_items has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'leads') where valid$$,
    $$values
        ('idx_leads_created_at', 'CREATE INDEX idx_leads_created_at ON shop.leads USING btree (created_at DESC)'),
        ('idx_leads_email', 'CREATE INDEX idx_leads_email ON shop.leads USING btree (email)'),
        ('leads_email_fingerprint_key',
         'CREATE UNIQUE INDEX leads_email_fingerprint_key ON shop.leads USING btree (email, fingerprint) WHERE (fingerprint IS NOT NULL)'),
        ('leads_pkey', 'CREATE UNIQUE INDEX leads_pkey ON shop.leads USING btree (id)')
    $$,
    'leads has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'analytics_events_before') where valid$$,
    $$values
        ('analytics_events_before_event_type_created_at_idx',
         'CREATE INDEX analytics_events_before_event_type_created_at_idx ON shop.analytics_events_before USING btree (event_type, created_at DESC)'),
        ('analytics_events_before_payload_idx',
         'CREATE INDEX analytics_events_before_payload_idx ON shop.analytics_events_before USING gin (payload)'),
        ('analytics_events_before_pkey',
         'CREATE UNIQUE INDEX analytics_events_before_pkey ON shop.analytics_events_before USING btree (id, created_at)'),
        ('analytics_events_before_user_id_created_at_idx',
         'CREATE INDEX analytics_events_before_user_id_created_at_idx ON shop.analytics_events_before USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL)')
    $$,
    'analytics_events_before has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'errors') where valid$$,
    $$values
        ('errors_pkey', 'CREATE UNIQUE INDEX errors_pkey ON shop.errors USING btree (sqlstate)')
    $$,
    'errors has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'product_variants') where valid$$,
    $$values
        ('product_variants_pkey',
         'CREATE UNIQUE INDEX product_variants_pkey ON shop.product_variants USING btree (id)'),
        ('product_variants_product_id_id_key',
         'CREATE UNIQUE INDEX product_variants_product_id_id_key ON shop.product_variants USING btree (product_id, id)'),
        ('product_variants_sku_key',
         'CREATE UNIQUE INDEX product_variants_sku_key ON shop.product_variants USING btree (sku)')
    $$,
    'product_variants has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'product_images') where valid$$,
    $$values
        ('product_images_pkey', 'CREATE UNIQUE INDEX product_images_pkey ON shop.product_images USING btree (id)'),
        ('product_images_product_id_position_key',
         'CREATE UNIQUE INDEX product_images_product_id_position_key ON shop.product_images USING btree (product_id, "position")'),
        ('product_images_product_id_primary_key',
         'CREATE UNIQUE INDEX product_images_product_id_primary_key ON shop.product_images USING btree (product_id) WHERE is_primary')
    $$,
    'product_images has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'product_specs') where valid$$,
    $$values
        ('product_specs_pkey', 'CREATE UNIQUE INDEX product_specs_pkey ON shop.product_specs USING btree (id)'),
        ('product_specs_product_id_key_key',
         'CREATE UNIQUE INDEX product_specs_product_id_key_key ON shop.product_specs USING btree (product_id, key)')
    $$,
    'product_specs has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'product_price_history') where valid$$,
    $$values
        ('product_price_history_pkey',
         'CREATE UNIQUE INDEX product_price_history_pkey ON shop.product_price_history USING btree (id)'),
        ('product_price_history_product_id_variant_id_idx',
         'CREATE INDEX product_price_history_product_id_variant_id_idx ON shop.product_price_history USING btree (product_id, variant_id, changed_at DESC)')
    $$,
    'product_price_history has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'stock_movements') where valid$$,
    $$values
        ('stock_movements_order_id_idx',
         'CREATE INDEX stock_movements_order_id_idx ON shop.stock_movements USING btree (order_id) WHERE (order_id IS NOT NULL)'),
        ('stock_movements_pkey', 'CREATE UNIQUE INDEX stock_movements_pkey ON shop.stock_movements USING btree (id)'),
        ('stock_movements_product_id_variant_id_idx',
         'CREATE INDEX stock_movements_product_id_variant_id_idx ON shop.stock_movements USING btree (product_id, variant_id, id)')
    $$,
    'stock_movements has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'stock_reservations') where valid$$,
    $$values
        ('stock_reservations_cart_id_product_id_variant_id_key',
         'CREATE UNIQUE INDEX stock_reservations_cart_id_product_id_variant_id_key ON shop.stock_reservations USING btree (cart_id, product_id, variant_id) NULLS NOT DISTINCT WHERE (cart_id IS NOT NULL)'),
        ('stock_reservations_order_id_product_id_variant_id_key',
         'CREATE UNIQUE INDEX stock_reservations_order_id_product_id_variant_id_key ON shop.stock_reservations USING btree (order_id, product_id, variant_id) NULLS NOT DISTINCT WHERE (order_id IS NOT NULL)'),
        ('stock_reservations_pkey',
         'CREATE UNIQUE INDEX stock_reservations_pkey ON shop.stock_reservations USING btree (id)'),
        ('stock_reservations_product_id_variant_id_idx',
         'CREATE INDEX stock_reservations_product_id_variant_id_idx ON shop.stock_reservations USING btree (product_id, variant_id)'),
        ('stock_reservations_reserved_until_idx',
         'CREATE INDEX stock_reservations_reserved_until_idx ON shop.stock_reservations USING btree (reserved_until)')
    $$,
    'stock_reservations has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'stock_adjustments') where valid$$,
    $$values
        ('stock_adjustments_actor_user_id_created_at_idx',
         'CREATE INDEX stock_adjustments_actor_user_id_created_at_idx ON shop.stock_adjustments USING btree (actor_user_id, created_at DESC)'),
        ('stock_adjustments_actor_user_id_request_key_key',
         'CREATE UNIQUE INDEX stock_adjustments_actor_user_id_request_key_key ON shop.stock_adjustments USING btree (actor_user_id, request_key) WHERE (attempt_class = ''NEW_INTENDED_ADJUSTMENT''::text)'),
        ('stock_adjustments_pkey',
         'CREATE UNIQUE INDEX stock_adjustments_pkey ON shop.stock_adjustments USING btree (id)'),
        ('stock_adjustments_replay_of_idx',
         'CREATE INDEX stock_adjustments_replay_of_idx ON shop.stock_adjustments USING btree (replay_of) WHERE (replay_of IS NOT NULL)'),
        ('stock_adjustments_target_product_id_created_at_idx',
         'CREATE INDEX stock_adjustments_target_product_id_created_at_idx ON shop.stock_adjustments USING btree (target_product_id, created_at DESC)')
    $$,
    'stock_adjustments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_counters') where valid$$,
    $$values
        ('order_counters_pkey', 'CREATE UNIQUE INDEX order_counters_pkey ON shop.order_counters USING btree (year)')
    $$,
    'order_counters has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_transitions') where valid$$,
    $$values
        ('order_transitions_pkey',
         'CREATE UNIQUE INDEX order_transitions_pkey ON shop.order_transitions USING btree (from_status, to_status)')
    $$,
    'order_transitions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_events') where valid$$,
    $$values
        ('idx_order_events_order_created_at',
         'CREATE INDEX idx_order_events_order_created_at ON shop.order_events USING btree (order_id, created_at DESC)'),
        ('order_events_order_id_id_key',
         'CREATE UNIQUE INDEX order_events_order_id_id_key ON shop.order_events USING btree (order_id, id)'),
        ('order_events_order_id_source_source_event_id_key',
         'CREATE UNIQUE INDEX order_events_order_id_source_source_event_id_key ON shop.order_events USING btree (order_id, source, source_event_id)'),
        ('order_events_pkey', 'CREATE UNIQUE INDEX order_events_pkey ON shop.order_events USING btree (id)'),
        ('order_events_supersedes_key',
         'CREATE UNIQUE INDEX order_events_supersedes_key ON shop.order_events USING btree (supersedes)')
    $$,
    'order_events has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_addresses') where valid$$,
    $$values
        ('order_addresses_pkey',
         'CREATE UNIQUE INDEX order_addresses_pkey ON shop.order_addresses USING btree (order_id)')
    $$,
    'order_addresses has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'payments') where valid$$,
    $$values
        ('payments_order_id_currency_idx',
         'CREATE INDEX payments_order_id_currency_idx ON shop.payments USING btree (order_id, currency)'),
        ('payments_order_id_succeeded_key',
         'CREATE UNIQUE INDEX payments_order_id_succeeded_key ON shop.payments USING btree (order_id) WHERE (status = ''succeeded''::text)'),
        ('payments_pkey', 'CREATE UNIQUE INDEX payments_pkey ON shop.payments USING btree (id)'),
        ('payments_provider_intent_id_key',
         'CREATE UNIQUE INDEX payments_provider_intent_id_key ON shop.payments USING btree (provider, intent_id)')
    $$,
    'payments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'refunds') where valid$$,
    $$values
        ('refunds_payment_id_idempotency_key_key',
         'CREATE UNIQUE INDEX refunds_payment_id_idempotency_key_key ON shop.refunds USING btree (payment_id, idempotency_key)'),
        ('refunds_payment_id_provider_refund_id_key',
         'CREATE UNIQUE INDEX refunds_payment_id_provider_refund_id_key ON shop.refunds USING btree (payment_id, provider_refund_id) WHERE (provider_refund_id IS NOT NULL)'),
        ('refunds_pkey', 'CREATE UNIQUE INDEX refunds_pkey ON shop.refunds USING btree (id)')
    $$,
    'refunds has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'payment_webhook_events') where valid$$,
    $$values
        ('payment_webhook_events_order_id_idx',
         'CREATE INDEX payment_webhook_events_order_id_idx ON shop.payment_webhook_events USING btree (order_id) WHERE (order_id IS NOT NULL)'),
        ('payment_webhook_events_pkey',
         'CREATE UNIQUE INDEX payment_webhook_events_pkey ON shop.payment_webhook_events USING btree (id)'),
        ('payment_webhook_events_provider_created_at_idx',
         'CREATE INDEX payment_webhook_events_provider_created_at_idx ON shop.payment_webhook_events USING btree (provider, created_at DESC)'),
        ('payment_webhook_events_provider_event_id_key',
         'CREATE UNIQUE INDEX payment_webhook_events_provider_event_id_key ON shop.payment_webhook_events USING btree (provider, event_id)'),
        ('payment_webhook_events_provider_resource_id_idx',
         'CREATE INDEX payment_webhook_events_provider_resource_id_idx ON shop.payment_webhook_events USING btree (provider, resource_id) WHERE (resource_id IS NOT NULL)')
    $$,
    'payment_webhook_events has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'shipments') where valid$$,
    $$values
        ('shipments_carrier_tracking_number_key',
         'CREATE UNIQUE INDEX shipments_carrier_tracking_number_key ON shop.shipments USING btree (carrier, tracking_number)'),
        ('shipments_order_id_idx', 'CREATE INDEX shipments_order_id_idx ON shop.shipments USING btree (order_id)'),
        ('shipments_order_id_local_key',
         'CREATE UNIQUE INDEX shipments_order_id_local_key ON shop.shipments USING btree (order_id) WHERE (carrier IS NULL)'),
        ('shipments_pkey', 'CREATE UNIQUE INDEX shipments_pkey ON shop.shipments USING btree (id)')
    $$,
    'shipments has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_returns') where valid$$,
    $$values
        ('order_returns_order_id_idx',
         'CREATE INDEX order_returns_order_id_idx ON shop.order_returns USING btree (order_id)'),
        ('order_returns_pkey', 'CREATE UNIQUE INDEX order_returns_pkey ON shop.order_returns USING btree (id)')
    $$,
    'order_returns has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'order_return_items') where valid$$,
    $$values
        ('order_return_items_order_item_id_idx',
         'CREATE INDEX order_return_items_order_item_id_idx ON shop.order_return_items USING btree (order_item_id)'),
        ('order_return_items_pkey',
         'CREATE UNIQUE INDEX order_return_items_pkey ON shop.order_return_items USING btree (return_id, order_item_id)')
    $$,
    'order_return_items has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'analytics_events') where valid$$,
    $$values
        ('analytics_events_pkey',
         'CREATE UNIQUE INDEX analytics_events_pkey ON ONLY shop.analytics_events USING btree (id, created_at)'),
        ('idx_analytics_events_payload_gin',
         'CREATE INDEX idx_analytics_events_payload_gin ON ONLY shop.analytics_events USING gin (payload)'),
        ('idx_analytics_events_type_created_at',
         'CREATE INDEX idx_analytics_events_type_created_at ON ONLY shop.analytics_events USING btree (event_type, created_at DESC)'),
        ('idx_analytics_events_user_created_at',
         'CREATE INDEX idx_analytics_events_user_created_at ON ONLY shop.analytics_events USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL)')
    $$,
    'analytics_events has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'analytics_events_default') where valid$$,
    $$values
        ('analytics_events_default_event_type_created_at_idx',
         'CREATE INDEX analytics_events_default_event_type_created_at_idx ON shop.analytics_events_default USING btree (event_type, created_at DESC)'),
        ('analytics_events_default_payload_idx',
         'CREATE INDEX analytics_events_default_payload_idx ON shop.analytics_events_default USING gin (payload)'),
        ('analytics_events_default_pkey',
         'CREATE UNIQUE INDEX analytics_events_default_pkey ON shop.analytics_events_default USING btree (id, created_at)'),
        ('analytics_events_default_user_id_created_at_idx',
         'CREATE INDEX analytics_events_default_user_id_created_at_idx ON shop.analytics_events_default USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL)')
    $$,
    'analytics_events_default has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'analytics_daily') where valid$$,
    $$values
        ('analytics_daily_pkey',
         'CREATE UNIQUE INDEX analytics_daily_pkey ON shop.analytics_daily USING btree (day, event_type)')
    $$,
    'analytics_daily has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'media_upload_sessions') where valid$$,
    $$values
        ('media_upload_sessions_expires_at_idx',
         'CREATE INDEX media_upload_sessions_expires_at_idx ON shop.media_upload_sessions USING btree (expires_at)'),
        ('media_upload_sessions_pkey',
         'CREATE UNIQUE INDEX media_upload_sessions_pkey ON shop.media_upload_sessions USING btree (id)')
    $$,
    'media_upload_sessions has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'media_uploaded_assets') where valid$$,
    $$values
        ('media_uploaded_assets_pkey',
         'CREATE UNIQUE INDEX media_uploaded_assets_pkey ON shop.media_uploaded_assets USING btree (id)'),
        ('media_uploaded_assets_upload_id_id_key',
         'CREATE UNIQUE INDEX media_uploaded_assets_upload_id_id_key ON shop.media_uploaded_assets USING btree (upload_id, id)'),
        ('media_uploaded_assets_upload_id_key',
         'CREATE UNIQUE INDEX media_uploaded_assets_upload_id_key ON shop.media_uploaded_assets USING btree (upload_id)')
    $$,
    'media_uploaded_assets has these indexes'
);

select results_eq(
    $$select index, definition from test.indexes('shop', 'media_upload_finalize_idempotency') where valid$$,
    $$values
        ('media_upload_finalize_idempotency_asset_id_upload_id_idx',
         'CREATE INDEX media_upload_finalize_idempotency_asset_id_upload_id_idx ON shop.media_upload_finalize_idempotency USING btree (asset_id, upload_id)'),
        ('media_upload_finalize_idempotency_pkey',
         'CREATE UNIQUE INDEX media_upload_finalize_idempotency_pkey ON shop.media_upload_finalize_idempotency USING btree (id)'),
        ('media_upload_finalize_idempotency_upload_id_key_key',
         'CREATE UNIQUE INDEX media_upload_finalize_idempotency_upload_id_key_key ON shop.media_upload_finalize_idempotency USING btree (upload_id, idempotency_key)')
    $$,
    'media_upload_finalize_idempotency has these indexes'
);

select set_eq(
    $$select "table" from test.indexes('shop') where "table" !~ '_\d{4}_\d\d$'$$,
    array[
        'shop.analytics_daily', 'shop.analytics_events', 'shop.analytics_events_before',
        'shop.analytics_events_default', 'shop.cart_items', 'shop.carts', 'shop.errors', 'shop.leads',
        'shop.media_upload_finalize_idempotency', 'shop.media_upload_sessions', 'shop.media_uploaded_assets',
        'shop.order_addresses', 'shop.order_counters', 'shop.order_events', 'shop.order_items',
        'shop.order_return_items', 'shop.order_returns', 'shop.order_transitions', 'shop.orders',
        'shop.payment_webhook_events', 'shop.payments', 'shop.product_images', 'shop.product_price_history',
        'shop.product_specs', 'shop.product_variants', 'shop.products', 'shop.refunds', 'shop.shipments',
        'shop.stock_adjustments', 'shop.stock_movements', 'shop.stock_reservations', 'shop.users'
    ],
    'nothing else of shop has indexes, but the partitions of analytics_events'
);

select is_empty(
    $$select * from test.indexes('shop') where not valid$$,
    'no index of shop was left invalid'
);

-- Deleting or renumbering the row referred to scans the whole referring table where there is none. The columns
-- need not be all those of the foreign key, as long as they identify the row referred to.
select is_empty(
    $$
        select f.conrelid::regclass::text, f.conname::text
        from pg_constraint as f
        where f.connamespace = 'shop'::regnamespace
          and f.contype = 'f'
          and f.conrelid::regclass || '.' || f.conname not in (
              select e.object from test.excuses() as e where e.lint = 'foreign_key_without_index'
          )
          and not exists (
              select from pg_constraint as k
              join pg_index as i on i.indrelid = f.conrelid
              where k.conrelid = f.confrelid
                and k.contype in ('p', 'u')
                and f.confkey @> k.conkey
                and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] @> (
                    select array_agg(referring)
                    from unnest(f.conkey, f.confkey) as pair (referring, referred)
                    where referred = any (k.conkey)
                )
          )
    $$,
    'every foreign key of shop has an index that begins with the columns that identify its row'
);

select * from finish();
rollback;
