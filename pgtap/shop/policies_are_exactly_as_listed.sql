begin;
select plan(29);

-- Those that permit; that none restricts is said at the end.
select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'users') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(id = ( SELECT shop.actor_id() AS actor_id))', null),
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'users has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'products') where permissive$$,
    $$values
        ('on_show', 'select', 'shop_user',
         '((deleted_at IS NULL) AND active AND (status = ANY (ARRAY[''published''::shop.product_status, ''active''::shop.product_status])))',
         null),
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'products has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'carts') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(user_id = ( SELECT shop.actor_id() AS actor_id))', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'carts has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'cart_items') where permissive$$,
    $$values
        ('own', 'all', 'shop_user', '(EXISTS ( SELECT FROM shop.carts c WHERE (c.id = cart_items.cart_id)))',
         '(EXISTS ( SELECT FROM shop.carts c WHERE (c.id = cart_items.cart_id)))'),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'cart_items has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'orders') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(user_id = ( SELECT shop.actor_id() AS actor_id))', null),
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'orders has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'order_items') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_items.order_id)))',
         null),
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'order_items has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'leads') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'leads has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'product_variants') where permissive$$,
    $$values
        ('on_show', 'select', 'shop_user',
         '(active AND (EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_variants.product_id))))', null),
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'product_variants has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'product_images') where permissive$$,
    $$values
        ('on_show', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_images.product_id)))', null),
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'product_images has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'product_specs') where permissive$$,
    $$values
        ('on_show', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_specs.product_id)))', null),
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'product_specs has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'product_price_history') where permissive$$,
    $$values
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'product_price_history has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'stock_movements') where permissive$$,
    $$values
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'stock_movements has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'stock_reservations') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'stock_reservations has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'stock_adjustments') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'stock_adjustments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'order_events') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_events.order_id)))',
         null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'order_events has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'order_addresses') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_addresses.order_id)))',
         null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'order_addresses has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'payments') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = payments.order_id)))', null),
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'payments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'refunds') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.payments p WHERE (p.id = refunds.payment_id)))',
         null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'refunds has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'payment_webhook_events') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'payment_webhook_events has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'shipments') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = shipments.order_id)))', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'shipments has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'order_returns') where permissive$$,
    $$values
        ('own', 'select', 'shop_user', '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_returns.order_id)))',
         null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'order_returns has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'order_return_items') where permissive$$,
    $$values
        ('own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.order_returns r WHERE (r.id = order_return_items.return_id)))', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'order_return_items has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'analytics_events') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'analytics_events has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'analytics_daily') where permissive$$,
    $$values
        ('reports', 'select', 'shop_readonly', 'true', null),
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'analytics_daily has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'media_upload_sessions') where permissive$$,
    $$values
        ('server', 'all', 'shop_app', 'true', 'true')
    $$,
    'media_upload_sessions has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'media_uploaded_assets') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'media_uploaded_assets has these policies'
);

select results_eq(
    $$select policy, command, roles, shown, checked from test.policies('shop', 'media_upload_finalize_idempotency') where permissive$$,
    $$values
        ('server', 'select', 'shop_app', 'true', null)
    $$,
    'media_upload_finalize_idempotency has these policies'
);

select set_eq(
    $$select "table" from test.policies('shop')$$,
    array[
        'shop.analytics_daily', 'shop.analytics_events', 'shop.cart_items', 'shop.carts', 'shop.leads',
        'shop.media_upload_finalize_idempotency', 'shop.media_upload_sessions', 'shop.media_uploaded_assets',
        'shop.order_addresses', 'shop.order_events', 'shop.order_items', 'shop.order_return_items',
        'shop.order_returns', 'shop.orders', 'shop.payment_webhook_events', 'shop.payments', 'shop.product_images',
        'shop.product_price_history', 'shop.product_specs', 'shop.product_variants', 'shop.products', 'shop.refunds',
        'shop.shipments', 'shop.stock_adjustments', 'shop.stock_movements', 'shop.stock_reservations', 'shop.users'
    ],
    'nothing else of shop has policies'
);

select is_empty(
    $$select "table", policy from test.policies('shop') where not permissive$$,
    'none of them takes away what another gives'
);

select * from finish();
rollback;
