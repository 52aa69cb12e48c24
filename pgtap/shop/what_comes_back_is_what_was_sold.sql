begin;
select plan(9);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_admin() as admin,
           test.shop_product('Lamp', stock => 9) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as select test.shop_variant(chair, 'CHAIR-RED', 9) as red from given;
select test.shop_fill_cart(ada, chair, 2, red) from given, made;
create temporary table ordered as
    select test.shop_paid(ada, lamp, 3) as ours, test.shop_paid(eve, lamp, 2) as theirs from given;
select test.act(admin) from given;
select shop.ship_order(ours, 'La Poste', 'A1'), shop.ship_order(theirs, 'La Poste', 'A2') from ordered;

create temporary table line as
    select max(i.id::text) filter (where order_id = ours and product_id = lamp)::uuid as lamps,
           max(i.id::text) filter (where order_id = ours and product_id = chair)::uuid as chairs,
           max(i.id::text) filter (where order_id = theirs)::uuid as theirs
    from shop.order_items as i, ordered, given;

create function pg_temp.refused(item uuid, quantity integer)
returns text
language sql
as $$
    select replace(test.sqlstate(format(
        'select shop.return_items(%L, ''broken'', %L)', ours, jsonb_build_array(jsonb_build_object('item', item, 'quantity', quantity))
    )), coalesce(item::text, 'NULL'), 'it')
    from ordered
$$;

select results_eq(
    'select pg_temp.refused(item, n) from line, lateral (values (1, lamps, 0), (2, lamps, 4), (3, lamps, null), (4, theirs, 1), (5, null::uuid, 1)) as t (o, item, n) order by o',
    array[
        'SHO05: 3 of Lamp are left of line it, and 0 were to come back', 'SHO05: 3 of Lamp are left of line it, and 4 were to come back',
        'SHO05: 3 of Lamp are left of line it, and NULL were to come back', 'SHO05: 0 of nothing are left of line it, and 1 were to come back',
        'SHO05: 0 of nothing are left of line it, and 1 were to come back'
    ],
    'units of the own lines come back, as many as went'
);

select lives_ok(
    $$select shop.return_items(ours, 'broken', jsonb_build_array(jsonb_build_object('item', lamps, 'quantity', 1, 'restock', false))) from ordered, line$$,
    'one is broken'
);
select lives_ok(
    $$select shop.return_items(ours, 'too many', jsonb_build_array(
        jsonb_build_object('item', lamps, 'quantity', 2), jsonb_build_object('item', chairs, 'quantity', 1))) from ordered, line$$,
    'two more and a chair are not wanted'
);

select set_eq(
    'select reason::text, order_item_id = lamps as lamps, quantity, restocked from shop.order_return_items join shop.order_returns as r on r.id = return_id, line',
    $$values ('broken', true, 1, false), ('too many', true, 2, true), ('too many', false, 1, true)$$,
    'what came back is written down, line by line'
);

select set_eq(
    'select order_id = ours as ours, product_id = lamp as lamp, quantity, returned_quantity from shop.order_items, ordered, given',
    'values (true, true, 3, 3), (true, false, 2, 1), (false, true, 2, 0)',
    'each line counts its own'
);

select results_eq(
    $$select kind::text, stock_change, order_id = ours, variant_id is null from shop.stock_movements, ordered where kind = 'return' order by stock_change$$,
    $$values ('return', 1, true, false), ('return', 2, true, true)$$,
    'what is not broken is in stock again'
);

select results_eq(
    'select status::text from shop.orders, ordered where id = ours', array['shipped'],
    'as long as something is left the order stays sent'
);

select shop.return_items(ours, 'the other, too', jsonb_build_array(jsonb_build_object('item', chairs, 'quantity', 1))) from ordered, line;

select set_eq(
    'select id = ours as ours, status::text from shop.orders, ordered', $$values (true, 'returned'), (false, 'shipped')$$,
    'then it has come back, and no other has'
);

select is_empty('select * from test.shop_stock_disagrees()', 'figures, journal and reservations agree');

select * from finish();
rollback;
