begin;

-- Two customers with one of everything each; something on show and something not.
create temporary table given as
    select test.shop_user() as ada, test.shop_user('grace@example.com') as grace, test.shop_admin() as admin,
           test.shop_product(stock => 50) as lamp, test.shop_product('Hidden', stock => 5) as hidden,
           test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_paid(ada, lamp, 2) as of_ada, test.shop_paid(grace, lamp, 2) as of_grace from given;
insert into shop.product_images (product_id, url, alt, position) select unnest(array[lamp, hidden]), 'https://x.example', 'x', 0 from given;
insert into shop.product_specs (product_id, key, value) select unnest(array[lamp, hidden]), 'weight', '1 kg' from given;
select test.act(admin) from given;
select shop.refund_order(of_ada, 1, 'x', 'refund-0001'), shop.refund_order(of_grace, 1, 'x', 'refund-0002') from made;
select shop.ship_order(of_ada, 'Post', '1'), shop.ship_order(of_grace, 'Post', '2') from made;
select shop.return_items(order_id, 'x', jsonb_build_array(jsonb_build_object('item', id, 'quantity', 1)))
from shop.order_items;
select shop.adjust_stock('recount-0001', lamp, 'RECOUNT_CORRECTION', 1, (select stock from shop.products where id = lamp)) from given;
select shop.create_lead('Ada', 'ada@example.com', 'Hello');
select test.act(ada) from given; select shop.track('page_view'), shop.put_in_cart(lamp) from given;
select test.act(grace) from given; select shop.track('page_view'), shop.put_in_cart(lamp), shop.hold_cart() from given;
select shop.roll_up_events((now() at time zone 'UTC')::date);
insert into shop.product_variants (product_id, sku, label)
    select hidden, 'HIDDEN-1', 'x' from given union all select chair, 'CHAIR-1', 'x' from given;
update shop.products set status = 'draft' where name = 'Hidden';
select test.shop_upload('up-1'), test.shop_finalized('up-1');

-- Whose a row is; what belongs to nobody is common.
create temporary table whose (relation text, own text);
insert into whose values
    ('users', 'id = %L'), ('carts', 'user_id = %L'),
    ('cart_items', 'cart_id in (select id from shop.carts where user_id = %L)'),
    ('orders', 'user_id = %L'),
    ('order_items', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('order_events', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('order_addresses', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('shipments', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('payments', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('refunds', 'payment_id in (select p.id from shop.payments as p join shop.orders as o on o.id = p.order_id where o.user_id = %L)'),
    ('order_returns', 'order_id in (select id from shop.orders where user_id = %L)'),
    ('order_return_items', 'return_id in (select r.id from shop.order_returns as r join shop.orders as o on o.id = r.order_id where o.user_id = %L)'),
    ('products', 'status = ''active'' and %L is not null'),
    ('product_variants', 'product_id <> (select id from shop.products where name = ''Hidden'') and %L is not null'),
    ('product_images', 'product_id <> (select id from shop.products where name = ''Hidden'') and %L is not null'),
    ('product_specs', 'product_id <> (select id from shop.products where name = ''Hidden'') and %L is not null'),
    ('product_price_history', '%L is null'), ('payment_webhook_events', '%L is null'), ('stock_movements', '%L is null'),
    ('stock_reservations', '%L is null'), ('stock_adjustments', '%L is null'), ('leads', '%L is null'),
    ('analytics_events', 'user_id = %L'), ('analytics_daily', '%L is null'), ('media_upload_sessions', '%L is null'),
    ('media_uploaded_assets', '%L is null'), ('media_upload_finalize_idempotency', '%L is null');

create temporary table subjects (role text, who text, actor uuid);
insert into subjects
    select 'shop_user', 'a customer', ada from given
    union all select 'shop_user', 'nobody', null
    union all select 'shop_app', 'the server', null
    union all select 'shop_readonly', 'reports', null;

create temporary table cells as
    select w.relation, s.role, s.who, s.actor, c.command, r.side,
           case r.side when 'own' then '' else 'not ' end
               || '(' || format(w.own, coalesce(s.actor, (select ada from given))) || ')' as condition,
           -- Places are read by whoever reads all columns; others are known by their ids.
           case when has_any then 'ctid' else 'id' end as place,
           format(c.statement, w.relation, key.column_name) as statement,
           null::text as outcome
    from whose as w
    cross join subjects as s
    cross join (values
        ('select', 'select %2$I from shop.%1$I'), ('update', 'update shop.%1$I set %2$I = %2$I'),
        ('delete', 'delete from shop.%1$I')
    ) as c (command, statement)
    cross join (values ('own'), ('other')) as r (side)
    -- A column that the role may write, if there is one.
    cross join lateral (
        select a.attname as column_name
        from pg_attribute as a
        where a.attrelid = ('shop.' || w.relation)::regclass and a.attnum > 0 and not a.attisdropped
          and a.attidentity = ''
        order by has_column_privilege(s.role, a.attrelid, a.attnum, replace(c.command, 'delete', 'select')) desc, a.attnum
        limit 1
    ) as key
    cross join lateral (select w.relation not in ('users', 'orders', 'payments', 'stock_movements') as has_any) as places;

-- How many rows a statement reaches; whose they are is asked as the owner beforehand.
create function pg_temp.reach(cell cells) returns text
language plpgsql
as $$
declare
    places text[];
    n bigint;
begin
    execute format(
        'select array_agg(%I::text) from shop.%I where %s', (cell).place, (cell).relation, (cell).condition
    ) into places;
    begin
        perform test.act((cell).actor);
        execute format('set local role %I', (cell).role);
        execute format('%s where %I::text = any ($1)', (cell).statement, (cell).place) using places;
        get diagnostics n = row_count;
        raise exception using errcode = 'ZZ000', message = case n when 0 then 'none' when cardinality(places) then 'all' else 'some' end;
    exception
        when insufficient_privilege then return 'refused';
        when sqlstate 'ZZ000' then return case when places is null then 'empty' else sqlerrm end;
    end;
end
$$;

update cells as c set outcome = pg_temp.reach(c);

create temporary table reached as
    select who, relation,
           string_agg(outcome, '/' order by side desc) filter (where command = 'select') as "select",
           string_agg(outcome, '/' order by side desc) filter (where command = 'update') as "update",
           string_agg(outcome, '/' order by side desc) filter (where command = 'delete') as "delete"
    from cells
    group by who, relation;

-- Own rows/other rows. Of the catalogue what is on show is everybody's own; of journals nothing is.
create temporary table expected (who text, relations text[], "select" text, "update" text, "delete" text);
insert into expected values
    ('a customer', '{products,product_variants,product_images,product_specs,users,carts,orders,order_items,order_events,'
                   'order_addresses,shipments,payments,refunds,order_returns,order_return_items}',
     'all/none', 'refused/refused', 'refused/refused'),
    ('a customer', '{cart_items}', 'all/none', 'all/none', 'all/none'),
    ('a customer', '{product_price_history,payment_webhook_events,stock_movements,stock_reservations,stock_adjustments,leads,'
                   'analytics_events,analytics_daily,media_upload_sessions,media_uploaded_assets,media_upload_finalize_idempotency}',
     'refused/refused', 'refused/refused', 'refused/refused'),
    ('nobody', '{products,product_variants,product_images,product_specs}', 'all/none', 'refused/refused', 'refused/refused'),
    ('nobody', '{users,carts,orders,order_items,order_events,order_addresses,shipments,payments,refunds,order_returns,'
               'order_return_items}', 'none/none', 'refused/refused', 'refused/refused'),
    ('nobody', '{cart_items}', 'none/none', 'none/none', 'none/none'),
    ('nobody', '{product_price_history,payment_webhook_events,stock_movements,stock_reservations,stock_adjustments,leads,'
               'analytics_events,analytics_daily,media_upload_sessions,media_uploaded_assets,media_upload_finalize_idempotency}',
     'refused/refused', 'refused/refused', 'refused/refused'),
    ('the server', '{products,product_variants,users}', 'all/all', 'all/all', 'refused/refused'),
    ('the server', '{product_images,product_specs}', 'all/all', 'all/all', 'all/all'),
    ('the server', '{carts,cart_items,orders,order_items,order_events,order_addresses,shipments,payments,refunds,'
                   'order_returns,order_return_items,analytics_events}', 'all/all', 'refused/refused', 'refused/refused'),
    ('the server', '{product_price_history,payment_webhook_events,stock_movements,stock_reservations,stock_adjustments,leads,'
                   'analytics_daily,media_upload_sessions,media_uploaded_assets,media_upload_finalize_idempotency}', 'empty/all', 'refused/refused', 'refused/refused'),
    ('reports', '{products,product_variants,orders,order_items,payments}', 'all/all', 'refused/refused', 'refused/refused'),
    ('reports', '{product_price_history,stock_movements,analytics_daily}', 'empty/all', 'refused/refused', 'refused/refused'),
    ('reports', '{users,carts,cart_items,product_images,product_specs,order_events,order_addresses,shipments,refunds,'
                'order_returns,order_return_items,payment_webhook_events,stock_reservations,stock_adjustments,leads,'
                'analytics_events,media_upload_sessions,media_uploaded_assets,media_upload_finalize_idempotency}',
     'refused/refused', 'refused/refused', 'refused/refused');

select plan(11);

select set_eq(
    'select * from reached',
    'select who, relation, "select", "update", "delete" from expected cross join unnest(relations) as relation',
    'role × table × command × own and other rows: these reach what they may, all others nothing'
);

select set_eq(
    'select relation from whose',
    $$
        select relname::text from pg_class
        where relnamespace = 'shop'::regnamespace and relkind in ('r', 'p') and relrowsecurity
    $$,
    'every table with row security is among them'
);

select set_eq(
    $$
        select c.relname::text from pg_class as c
        where c.relnamespace = 'shop'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
          and not c.relispartition
    $$,
    array['errors', 'order_transitions', 'order_counters'],
    'these have none: they say nothing of anybody'
);

select test.act(ada) from given;
create temporary table carts_of as
    select (select id from shop.carts where user_id = ada) as own, (select id from shop.carts where user_id = grace) as other from given;
grant select on carts_of, given, made to shop_user;
set local role shop_user;

select lives_ok(
    'insert into shop.cart_items (cart_id, product_id, variant_id, quantity)
     select own, chair, (select id from shop.product_variants), 1 from carts_of, given',
    'a customer puts a line into the own cart'
);

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity) select other, chair, 1 from carts_of, given',
    '42501', 'new row violates row-level security policy for table "cart_items"',
    'and none into somebody else''s'
);

select throws_ok(
    'insert into shop.cart_items (cart_id, product_id, quantity, price_when_added) select own, chair, 1, 0.01 from carts_of, given',
    '42501', 'permission denied for table cart_items',
    'nor says what it saw the price to be'
);

select is(
    (select count(*) from shop.cart_lines()), 2::bigint,
    'functions show the own cart'
);

select throws_ok(
    'select shop.cancel_order(of_grace) from made',
    'SHO03', (select format('the actor has no order %s', of_grace) from made),
    'and the own orders'
);

select throws_ok(
    'select shop.require_admin()',
    '42501', 'permission denied for function require_admin',
    'what functions are made of is closed'
);

reset role;
select test.act(null);
set local role shop_user;

select lives_ok(
    $$select shop.create_lead('Bob', 'bob@example.com', 'Hello', true)$$,
    'nobody may write a lead'
);

select throws_ok(
    $$select shop.track('page_view')$$,
    'SH001', 'nobody acts in this transaction',
    'and leaves no other trace'
);

select * from finish();
rollback;
