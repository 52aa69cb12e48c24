begin;
select plan(4);

select set_eq(
    $$select index, definition from test.indexes('shop') where index ~ '^idx_'$$,
    $$values
        ('idx_analytics_events_payload_gin',
         'CREATE INDEX idx_analytics_events_payload_gin ON shop.analytics_events USING gin (payload)'),
        ('idx_analytics_events_type_created_at',
         'CREATE INDEX idx_analytics_events_type_created_at ON shop.analytics_events USING btree (event_type, created_at DESC)'),
        ('idx_analytics_events_user_created_at',
         'CREATE INDEX idx_analytics_events_user_created_at ON shop.analytics_events USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL)'),
        ('idx_cart_items_cart_id',
         'CREATE INDEX idx_cart_items_cart_id ON shop.cart_items USING btree (cart_id)'),
        ('idx_cart_items_product_id',
         'CREATE INDEX idx_cart_items_product_id ON shop.cart_items USING btree (product_id)'),
        ('idx_leads_created_at',
         'CREATE INDEX idx_leads_created_at ON shop.leads USING btree (created_at DESC)'),
        ('idx_leads_email',
         'CREATE INDEX idx_leads_email ON shop.leads USING btree (email)'),
        ('idx_order_items_product_id',
         'CREATE INDEX idx_order_items_product_id ON shop.order_items USING btree (product_id)'),
        ('idx_orders_status_created_at',
         'CREATE INDEX idx_orders_status_created_at ON shop.orders USING btree (status, created_at DESC)'),
        ('idx_orders_user_created_at',
         'CREATE INDEX idx_orders_user_created_at ON shop.orders USING btree (user_id, created_at DESC)'),
        ('idx_products_active_created_at',
         'CREATE INDEX idx_products_active_created_at ON shop.products USING btree (active, created_at DESC) WHERE (deleted_at IS NULL)'),
        ('idx_products_name_trgm',
         'CREATE INDEX idx_products_name_trgm ON shop.products USING gin (name extensions.gin_trgm_ops)')
    $$,
    'shop has these indexes for reading'
);

select set_eq(
    $$select index, definition from test.indexes('shop') where index !~ '^idx_'$$,
    $$values
        ('analytics_events_pkey',
         'CREATE UNIQUE INDEX analytics_events_pkey ON shop.analytics_events USING btree (id)'),
        ('cart_items_cart_product_unique',
         'CREATE UNIQUE INDEX cart_items_cart_product_unique ON shop.cart_items USING btree (cart_id, product_id)'),
        ('cart_items_pkey',
         'CREATE UNIQUE INDEX cart_items_pkey ON shop.cart_items USING btree (id)'),
        ('carts_pkey',
         'CREATE UNIQUE INDEX carts_pkey ON shop.carts USING btree (id)'),
        ('carts_user_unique',
         'CREATE UNIQUE INDEX carts_user_unique ON shop.carts USING btree (user_id)'),
        ('leads_pkey',
         'CREATE UNIQUE INDEX leads_pkey ON shop.leads USING btree (id)'),
        ('order_items_order_product_unique',
         'CREATE UNIQUE INDEX order_items_order_product_unique ON shop.order_items USING btree (order_id, product_id)'),
        ('order_items_pkey',
         'CREATE UNIQUE INDEX order_items_pkey ON shop.order_items USING btree (id)'),
        ('orders_id_currency_unique',
         'CREATE UNIQUE INDEX orders_id_currency_unique ON shop.orders USING btree (id, currency)'),
        ('orders_pkey',
         'CREATE UNIQUE INDEX orders_pkey ON shop.orders USING btree (id)'),
        ('products_pkey',
         'CREATE UNIQUE INDEX products_pkey ON shop.products USING btree (id)'),
        ('users_email_unique',
         'CREATE UNIQUE INDEX users_email_unique ON shop.users USING btree (email)'),
        ('users_pkey',
         'CREATE UNIQUE INDEX users_pkey ON shop.users USING btree (id)')
    $$,
    'shop has these indexes of primary keys and unique constraints'
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
