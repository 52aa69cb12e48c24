begin;
select plan(38);

select test.take_new_files('shop');

-- A shop of realistic proportions, made once for all plans. The planner is left free: no enable_seqscan = off.
insert into shop.users (id, email, password_hash)
    select md5('user' || n)::uuid, 'user' || n || '@example.com', 'hash'
    from generate_series(1, 2000) as n;

insert into shop.products (id, name, description, price, stock, active, deleted_at, created_at)
    select md5('product' || n)::uuid,
           (array['Oak', 'Steel', 'Linen', 'Copper', 'Glass'])[1 + n % 5] || ' '
               || (array['table', 'chair', 'shelf', 'bowl', 'mirror', 'rug', 'clock'])[1 + n % 7] || ' ' || n,
           repeat('Made to last. ', 20),
           1 + n % 300, n % 50, n % 10 <> 0,
           case when n % 25 = 0 then now() end,
           now() - n * interval '1 hour'
    from generate_series(1, 5000) as n;

insert into shop.carts (id, user_id)
    select md5('cart' || n)::uuid, md5('user' || n)::uuid
    from generate_series(1, 1000) as n;

-- What people want is concentrated on a few products.
insert into shop.cart_items (cart_id, product_id, quantity)
    select md5('cart' || n)::uuid, md5('product' || 1 + (n * 7 + line * 61) % 200)::uuid, line
    from generate_series(1, 1000) as n, generate_series(1, 3) as line;

-- One order in fifty waits for its payment.
insert into shop.orders (id, user_id, status, total_amount, created_at)
    select md5('order' || n)::uuid, md5('user' || 1 + n % 200)::uuid,
           case when n % 50 = 0 then 'pending' when n % 9 = 0 then 'paid'
                when n % 11 = 0 then 'cancelled' else 'shipped' end::shop.order_status,
           10 + n % 500, now() - n * interval '20 minutes'
    from generate_series(1, 4000) as n;

insert into shop.order_items (order_id, product_id, quantity, unit_price)
    select md5('order' || n)::uuid, md5('product' || 1 + (n * 3 + line * 401) % 2000)::uuid, line, 10
    from generate_series(1, 4000) as n, generate_series(1, 2) as line;

insert into shop.leads (name, email, message, created_at)
    select 'Visitor ' || n, 'visitor' || n % 1600 || '@example.com', 'When is it back in stock?',
           now() - n * interval '3 hours'
    from generate_series(1, 2000) as n;

insert into shop.analytics_events (event_type, user_id, payload, created_at)
    select (array['page_view', 'page_view', 'page_view', 'cart_add', 'order_placed'])[1 + n % 5],
           case when n % 3 = 0 then md5('user' || 1 + n % 2000)::uuid end,
           jsonb_build_object('product', n % 2000, 'path', '/products/' || n % 2000),
           timestamptz '2025-06-30 12:00+00' - n * interval '1 minute'
    from generate_series(1, 6000) as n;

-- What a GIN index has put off would make it look dear.
do $$
begin
    perform gin_clean_pending_list(i.indexrelid)
    from pg_index as i
    join pg_class as c on c.oid = i.indexrelid
    join pg_am as a on a.oid = c.relam
    where c.relnamespace = 'shop'::regnamespace and a.amname = 'gin' and i.indisvalid and c.relkind = 'i';
end
$$;

analyze shop.users, shop.products, shop.carts, shop.cart_items, shop.orders, shop.order_items, shop.leads,
    shop.analytics_events;

select test.uses_index(
    $$select id, name, price from shop.products where active and deleted_at is null order by created_at desc limit 20$$,
    'idx_products_active_created_at',
    'the catalogue page reads the newest products on sale'
);

select test.uses_index(
    $$select id, name from shop.products where name ilike '%irror 123%'$$,
    'idx_products_name_trgm',
    'the search finds any part of a name'
);

select test.uses_index(
    $$select cart_id, count(*) from shop.cart_items group by cart_id order by cart_id limit 20$$,
    'idx_cart_items_cart_id',
    'the carts that hold something are counted in their order'
);

select test.uses_index(
    $$select * from shop.cart_items where cart_id = md5('cart7')::uuid and product_id = md5('product111')::uuid$$,
    'cart_items_cart_product_variant_unique',
    'a product is found in a cart'
);

select test.uses_index(
    $$select * from shop.cart_items where product_id = md5('product7')::uuid$$,
    'idx_cart_items_product_id',
    'a product finds the carts it stands in'
);

select test.uses_index(
    $$select * from shop.orders where user_id = md5('user7')::uuid order by created_at desc limit 10$$,
    'idx_orders_user_created_at',
    'a customer reads the newest orders'
);

select test.uses_index(
    $$select * from shop.orders where status = 'pending' order by created_at desc limit 20$$,
    'idx_orders_status_created_at',
    'the administrator reads the newest orders that wait'
);

select test.uses_index(
    $$select * from shop.order_items where order_id = md5('order7')::uuid and currency = 'EUR'$$,
    'order_items_order_product_variant_unique',
    'an order finds its items, asked as the foreign key asks'
);

select test.uses_index(
    $$select * from shop.order_items where product_id = md5('product7')::uuid$$,
    'idx_order_items_product_id',
    'a product finds the orders it stands in'
);

select test.uses_index(
    $$select * from shop.leads order by created_at desc limit 20$$,
    'idx_leads_created_at',
    'the administrator reads the newest leads'
);

select test.uses_index(
    $$select * from shop.leads where email = 'visitor7@example.com'$$,
    'idx_leads_email',
    'an address finds what it wrote'
);

select test.uses_index(
    $$
        select count(*) from shop.analytics_events
        where event_type = 'order_placed' and created_at >= '2025-06-29 12:00+00' and created_at < '2025-07-01'
    $$,
    'analytics_events_before_event_type_created_at_idx',
    'the events of one kind are counted over a day'
);

select test.uses_index(
    $$select * from shop.analytics_events where user_id = md5('user1')::uuid order by created_at desc limit 20$$,
    'analytics_events_before_user_id_created_at_idx',
    'a user finds the newest events'
);

select test.uses_index(
    $$select * from shop.analytics_events where payload @> '{"product": 1234}'$$,
    'analytics_events_before_payload_idx',
    'events are found by what their payload contains'
);

select test.uses_index(
    $$select * from shop.users where email = 'user7@example.com'$$,
    'users_email_unique',
    'an address finds its account'
);

select test.uses_index(
    $$select * from shop.carts where user_id = md5('user7')::uuid$$,
    'carts_user_unique',
    'a user finds the cart'
);

-- What came with checkout, payments, search and leads.
insert into shop.payments (order_id, provider, intent_id, amount, currency, status)
    select md5('order' || n)::uuid, 'stripe', 'pi_' || n, 10, 'EUR', 'succeeded' from generate_series(1, 3000) as n;

insert into shop.payment_webhook_events (provider, event_id, event_type, resource_id, order_id, created_at)
    select 'stripe', 'evt_' || n, 'payment.succeeded', 'pi_' || n, md5('order' || n)::uuid, now() - n * interval '1 minute'
    from generate_series(1, 3000) as n;

insert into shop.shipments (order_id, state, carrier, tracking_number, handed_over_at)
    select md5('order' || n)::uuid, 'shipped', 'Post', '1Z' || n, now() from generate_series(1, 3000) as n;

insert into shop.stock_reservations (product_id, quantity, order_id, reserved_until)
    select p.id, 1, md5('order' || p.n)::uuid, now() + p.n * interval '1 minute'
    from (select id, row_number() over (order by id) as n from shop.products where stock > 10 limit 2000) as p;

select count(shop.create_lead('Visitor ' || n, 'writer' || n || '@example.com', 'Hello')) from generate_series(1, 1500) as n;

select count(test.shop_finalized(test.shop_upload('up-' || n, expires_at => now() + n * interval '1 hour')))
from generate_series(1, 1500) as n;

select gin_clean_pending_list('shop.products_search_idx');

analyze shop.payments, shop.payment_webhook_events, shop.shipments, shop.stock_reservations, shop.stock_movements,
    shop.order_events, shop.leads, shop.products, shop.media_upload_sessions, shop.media_uploaded_assets,
    shop.media_upload_finalize_idempotency;

select test.uses_index(query, index, description)
from (values
    ($$select * from shop.payments where provider = 'stripe' and intent_id = 'pi_77'$$,
     'payments_provider_intent_id_key', 'an event finds its payment'),
    ($$select * from shop.payments where order_id = md5('order77')::uuid and status = 'succeeded'$$,
     'payments_order_id_succeeded_key', 'an order finds the payment that succeeded'),
    ($$select * from shop.payments where order_id = md5('order77')::uuid and currency = 'EUR'$$,
     'payments_order_id_currency_idx', 'and all that were tried'),
    ($$select * from shop.payment_webhook_events where provider = 'stripe' order by created_at desc limit 10$$,
     'payment_webhook_events_provider_created_at_idx', 'what a provider told last is found'),
    ($$select * from shop.payment_webhook_events where provider = 'stripe' and resource_id = 'pi_77'$$,
     'payment_webhook_events_provider_resource_id_idx', 'and what it told about one intent'),
    ($$select * from shop.payment_webhook_events where order_id = md5('order77')::uuid$$,
     'payment_webhook_events_order_id_idx', 'and about one order'),
    ($$select * from shop.shipments where order_id = md5('order77')::uuid$$,
     'shipments_order_id_idx', 'an order finds its parcels'),
    ($$select * from shop.shipments where carrier = 'Post' and tracking_number = '1Z77'$$,
     'shipments_carrier_tracking_number_key', 'a number finds its parcel'),
    ($$select * from shop.stock_reservations order by reserved_until limit 10$$,
     'stock_reservations_reserved_until_idx', 'what expires first is found first'),
    ($$select * from shop.stock_reservations where order_id = md5('order77')::uuid$$,
     'stock_reservations_order_id_product_id_variant_id_key', 'an order finds what is reserved for it'),
    ($$select * from shop.stock_movements where product_id = md5('product7')::uuid and variant_id is null
       order by id desc limit 1$$,
     'stock_movements_product_id_variant_id_idx', 'a product finds its last movement'),
    ($$select * from shop.order_events where order_id = md5('order77')::uuid order by created_at desc limit 5$$,
     'idx_order_events_order_created_at', 'an order finds its history'),
    ($$select * from shop.orders where user_id = md5('user7')::uuid and idempotency_key = 'order-key-0001'$$,
     'orders_user_id_idempotency_key_key', 'the key of a customer finds its order'),
    ($$select * from shop.orders where order_number = '2025-000077'$$,
     'orders_order_number_key', 'a number finds its order'),
    ($$select * from shop.carts order by expires_at limit 10$$,
     'carts_expires_at_idx', 'the carts that expire first are found first'),
    ($$select * from shop.products where slug = 'oak-table'$$,
     'products_slug_key', 'an address finds its product'),
    ($$select id from shop.products
       where shop.search_document(name, short_description, description) @@ websearch_to_tsquery('shop.search', '4321')
         and deleted_at is null$$,
     'products_search_idx', 'words find their products'),
    ($$select id from shop.products
       where lower(name) ~>=~ 'oak t' and lower(name) ~<~ 'oak u' and deleted_at is null
       order by lower(name) using ~<~ limit 10$$,
     'products_name_prefix_idx', 'the beginning of a name finds it'),
    ($$select * from shop.leads where email = 'writer77@example.com' and fingerprint = sha256('hello')$$,
     'leads_email_fingerprint_key', 'a message that was written finds itself'),
    ($$select * from shop.media_upload_sessions order by expires_at limit 10$$,
     'media_upload_sessions_expires_at_idx', 'the uploads that expire first are found first'),
    ($$select * from shop.media_upload_finalize_idempotency where upload_id = 'up-77' and idempotency_key = 'upload-key-1'$$,
     'media_upload_finalize_idempotency_upload_id_key_key', 'a key finds its asset'),
    (format('select * from shop.media_upload_finalize_idempotency where asset_id = %L',
            (select id from shop.media_uploaded_assets where upload_id = 'up-77')),
     'media_upload_finalize_idempotency_asset_id_upload_id_idx', 'and an asset its key')
) as answered (query, index, description);

select * from finish();
rollback;
