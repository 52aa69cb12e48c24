begin;
select plan(13);

select results_eq(
    $$select * from test.tables('shop') where "table" !~ '_\d{4}_\d\d'$$,
    $$values
        ('analytics_daily', 'table', 'permanent', true, false),
        ('analytics_events', 'partitioned table', 'permanent', true, false),
        ('analytics_events_before', 'table', 'permanent', false, false),
        ('analytics_events_default', 'table', 'permanent', false, false),
        ('cart_items', 'table', 'permanent', true, false),
        ('carts', 'table', 'permanent', true, false),
        ('errors', 'table', 'permanent', false, false),
        ('leads', 'table', 'permanent', true, false),
        ('media_upload_finalize_idempotency', 'table', 'permanent', true, false),
        ('media_upload_sessions', 'table', 'permanent', true, false),
        ('media_uploaded_assets', 'table', 'permanent', true, false),
        ('order_addresses', 'table', 'permanent', true, false),
        ('order_counters', 'table', 'permanent', false, false),
        ('order_events', 'table', 'permanent', true, false),
        ('order_items', 'table', 'permanent', true, false),
        ('order_return_items', 'table', 'permanent', true, false),
        ('order_returns', 'table', 'permanent', true, false),
        ('order_transitions', 'table', 'permanent', false, false),
        ('orders', 'table', 'permanent', true, false),
        ('payment_webhook_events', 'table', 'permanent', true, false),
        ('payments', 'table', 'permanent', true, false),
        ('product_images', 'table', 'permanent', true, false),
        ('product_price_history', 'table', 'permanent', true, false),
        ('product_price_history_id_seq', 'sequence', 'permanent', false, false),
        ('product_specs', 'table', 'permanent', true, false),
        ('product_variants', 'table', 'permanent', true, false),
        ('products', 'table', 'permanent', true, false),
        ('refunds', 'table', 'permanent', true, false),
        ('shipments', 'table', 'permanent', true, false),
        ('stock_adjustments', 'table', 'permanent', true, false),
        ('stock_movements', 'table', 'permanent', true, false),
        ('stock_movements_id_seq', 'sequence', 'permanent', false, false),
        ('stock_reservations', 'table', 'permanent', true, false),
        ('users', 'table', 'permanent', true, false)
    $$,
    'shop has these tables, views and sequences, permanent ones'
);

select enums_are(
    'shop', array['order_status', 'product_status', 'user_role'],
    'shop has these enums'
);

select enum_has_labels(
    'shop', 'order_status', array['pending', 'paid', 'shipped', 'cancelled', 'refunded', 'returned'],
    'order_status has these labels, and sorts in this order'
);

select enum_has_labels(
    'shop', 'product_status', array['draft', 'published', 'active', 'archived'],
    'product_status has these labels, and sorts in this order'
);

select enum_has_labels(
    'shop', 'user_role', array['admin', 'customer'],
    'user_role has these labels, and sorts in this order'
);

select results_eq(
    $$select * from test.functions('shop', '^[a-e]')$$,
    $$values
        ('shop.actor_id()', 'uuid', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('shop.adjust_stock(text,uuid,text,integer,integer,uuid,text,text)', 'shop.stock_adjustments', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.apply_reservations()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.autocomplete(text,integer)', 'SETOF record', 'plpgsql', 'stable', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.cancel_order(uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.cart_lines()', 'SETOF record', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.change_order(uuid,shop.order_status,text,text,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('shop.change_stock(uuid,uuid,integer,text,uuid)', 'integer', 'plpgsql', 'volatile', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('shop.checkout(text,text,jsonb,text,numeric,interval)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('shop.compare_total()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.count_refund()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.count_return()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.create_event_partitions(integer)', 'SETOF text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.create_lead(text,text,text,boolean)', 'void', 'sql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.drop_event_partitions(interval)', 'SETOF text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.end_reservations(uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.expire_carts(integer)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'these functions of shop begin with a to e, declared like this'
);

select results_eq(
    $$select * from test.functions('shop', '^[f-q]')$$,
    $$values
        ('shop.fail_refund(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.fill_order()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.fill_order_item()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.fill_slug()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('shop.finalize_upload(text,text,text,text,text,integer,integer,integer,text,timestamp with time zone)',
         'shop.media_uploaded_assets', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.hand_over(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.hold_cart(interval)', 'timestamp with time zone', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.is_actor(text,text)', 'boolean', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.keep_cart()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.lock_order(uuid,boolean)', 'shop.orders', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.make_ready(uuid)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.merge_cart(uuid)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.my_cart()', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.next_order_number(timestamp with time zone)', 'text', 'sql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.note_price()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.open_payment(uuid,text,text)', 'shop.payments', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.put_in_cart(uuid,integer,uuid)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""')
    $$,
    'these functions of shop begin with f to q, declared like this'
);

select results_eq(
    $$select * from test.functions('shop', '^r')$$,
    $$values
        ('shop.receive_stock(uuid,integer,uuid)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.receive_webhook(text,text,text,text,numeric,text,text,jsonb)', 'record', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('shop.record_communication(uuid,text)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.record_movements()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.record_price()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.record_price_of_variant()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.record_transition()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.refund_order(uuid,numeric,text,text)', 'shop.refunds', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('shop.refuse_change()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('shop.refuse_change_of_event()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.refuse_change_of_refund()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.refuse_change_of_reservation()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.refuse_change_of_total()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.require_actor()', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'invoker', 'search_path=""'),
        ('shop.require_admin()', 'uuid', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.require_sold()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.require_unit(uuid,uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('shop.reserve_order(uuid,interval)', 'timestamp with time zone', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('shop.return_items(uuid,text,jsonb)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.roll_up_events(date)', 'integer', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'these functions of shop begin with r, declared like this'
);

select results_eq(
    $$select * from test.functions('shop', '^[^a-r]')$$,
    $$values
        ('shop.search_document(text,text,text)', 'tsvector', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('shop.search_products(text,integer,integer)', 'SETOF record', 'plpgsql', 'stable', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.set_lead_status(uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.set_quantity(uuid,integer,uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.settle_refund(shop.orders,uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('shop.ship_order(uuid,text,text)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.slug_of(text,uuid)', 'text', 'sql', 'stable', 'safe', true, 'invoker', 'names bound at creation'),
        ('shop.start_guest()', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.stock_at(uuid,timestamp with time zone,uuid)', 'record', 'sql', 'stable', 'unsafe', false, 'definer',
         'search_path=""'),
        ('shop.stock_status(integer)', 'text', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('shop.stock_status(shop.product_variants)', 'text', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('shop.stock_status(shop.products)', 'text', 'sql', 'stable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('shop.take_back(uuid)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('shop.time_out(integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.track(text,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('shop.unit_price(shop.products,shop.product_variants)', 'numeric', 'sql', 'immutable', 'safe', false,
         'invoker', 'names bound at creation')
    $$,
    'and these are the others'
);

select is_empty(
    $$
        select * from test.without_comment('shop', array['id', 'created_at', 'updated_at']) as what
        where what !~ ' shop\.analytics_events_(\d{4}_\d\d|default|before)\.'
    $$,
    'everything in shop says what it is for, but for ids and the times of creation and change'
);

select set_eq(
    $$
        select a.attrelid::regclass::text || '.' || a.attname
        from pg_attribute as a join pg_class as c on c.oid = a.attrelid
        where c.relnamespace = 'shop'::regnamespace and a.attname in ('id', 'created_at', 'updated_at')
          and col_description(a.attrelid, a.attnum) is not null
    $$,
    array['shop.media_upload_sessions.id', 'shop.stock_movements.id'],
    'and where these are more than that, they say so'
);

select is_empty(
    $$select * from test.granted_to_public('shop')$$,
    'PUBLIC holds no privilege in shop'
);

select set_eq(
    $$
        select token, array_to_string(dictionaries, ', ') from test.text_search_mappings('shop')
        where configuration = 'search'
    $$,
    $$
        select alias, 'english_stem' from unnest(array['asciihword', 'asciiword', 'hword_asciipart']) as alias
        union all
        select alias, 'extensions.unaccent, english_stem' from unnest(array['hword', 'hword_part', 'word']) as alias
        union all
        select alias, 'simple' from unnest(array[
            'email', 'file', 'float', 'host', 'hword_numpart', 'int', 'numhword', 'numword', 'sfloat', 'uint', 'url', 'url_path',
            'version'
        ]) as alias
    $$,
    'search takes words apart so'
);

select * from finish();
rollback;
