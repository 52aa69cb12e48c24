begin;
select plan(5);

create temporary table found as
    select c.relname::text as relation, p.polname::text as policy,
           case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
                         else 'all' end as command,
           (select string_agg(r::regrole::text, ', ' order by r::regrole::text collate "C") from unnest(p.polroles) as r) as roles,
           -- White space differs between versions of PostgreSQL.
           regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\s+', ' ', 'g') as shown,
           regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\s+', ' ', 'g') as checked,
           p.polpermissive as permissive
    from pg_policy as p join pg_class as c on c.oid = p.polrelid
    where c.relnamespace = 'shop'::regnamespace;

select set_eq(
    $$select relation from found
      where policy = 'server' and command = 'select' and roles = 'shop_app' and shown = 'true' and checked is null$$,
    array[
        'analytics_daily', 'analytics_events', 'cart_items', 'carts', 'leads', 'media_upload_finalize_idempotency',
        'media_uploaded_assets', 'order_addresses', 'order_events', 'order_items', 'order_return_items',
        'order_returns', 'orders', 'payment_webhook_events', 'payments', 'product_price_history', 'refunds',
        'shipments', 'stock_adjustments', 'stock_movements', 'stock_reservations'
    ],
    'the trusted server reads every row of these tables; functions write them'
);

select set_eq(
    $$select relation from found
      where policy = 'server' and command = 'all' and roles = 'shop_app' and shown = 'true' and checked = 'true'$$,
    array[
        'media_upload_sessions', 'product_images', 'product_specs', 'product_variants', 'products', 'users'
    ],
    'and writes every row of these'
);

select set_eq(
    $$select relation from found
      where policy = 'reports' and command = 'select' and roles = 'shop_readonly' and shown = 'true' and checked is null$$,
    array[
        'analytics_daily', 'order_items', 'orders', 'payments', 'product_price_history', 'product_variants', 'products',
        'stock_movements'
    ],
    'reports read every row of these'
);

select set_eq(
    $$select relation, policy, command, roles, shown, checked from found where policy not in ('server', 'reports')$$,
    $$values
        ('cart_items', 'own', 'all', 'shop_user',
         '(EXISTS ( SELECT FROM shop.carts c WHERE (c.id = cart_items.cart_id)))',
         '(EXISTS ( SELECT FROM shop.carts c WHERE (c.id = cart_items.cart_id)))'),
        ('carts', 'own', 'select', 'shop_user', '(user_id = ( SELECT shop.actor_id() AS actor_id))', null),
        ('order_addresses', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_addresses.order_id)))', null),
        ('order_events', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_events.order_id)))', null),
        ('order_items', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_items.order_id)))', null),
        ('order_return_items', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.order_returns r WHERE (r.id = order_return_items.return_id)))', null),
        ('order_returns', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = order_returns.order_id)))', null),
        ('orders', 'own', 'select', 'shop_user', '(user_id = ( SELECT shop.actor_id() AS actor_id))', null),
        ('payments', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = payments.order_id)))', null),
        ('product_images', 'on_show', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_images.product_id)))', null),
        ('product_specs', 'on_show', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_specs.product_id)))', null),
        ('product_variants', 'on_show', 'select', 'shop_user',
         '(active AND (EXISTS ( SELECT FROM shop.products p WHERE (p.id = product_variants.product_id))))', null),
        ('products', 'on_show', 'select', 'shop_user',
         '((deleted_at IS NULL) AND active AND (status = ANY (ARRAY[''published''::shop.product_status, ''active''::shop.product_status])))',
         null),
        ('refunds', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.payments p WHERE (p.id = refunds.payment_id)))', null),
        ('shipments', 'own', 'select', 'shop_user',
         '(EXISTS ( SELECT FROM shop.orders o WHERE (o.id = shipments.order_id)))', null),
        ('users', 'own', 'select', 'shop_user', '(id = ( SELECT shop.actor_id() AS actor_id))', null)
    $$,
    'a customer sees these rows, and writes none but the lines of an own cart'
);

select is_empty(
    'select relation, policy from found where not permissive',
    'none of them takes away what another gives'
);

select * from finish();
rollback;
