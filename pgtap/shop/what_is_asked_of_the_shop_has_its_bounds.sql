begin;
select plan(17);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_admin() as admin,
           test.shop_product('Lamp', stock => 50) as lamp, test.shop_product('Vase', stock => 0) as vase,
           test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', 5) as red, test.shop_variant(chair, 'CHAIR-BLUE', 0) as blue from given;

select set_eq(
    'select product_id, variant_id, kind::text, stock_change from shop.stock_movements',
    'select lamp, null::uuid as variant, ''receipt'' as kind, 50 as change from given union all select chair, red, ''receipt'', 5 from given, made',
    'what begins with nothing begins without a movement'
);

-- Searching.
insert into shop.products (name, price, stock, status) select 'Hammer ' || n, 10, 1, 'active' from generate_series(1, 101) as n;

select is((select count(*) from shop.search_products('hammer', 1000)), 100::bigint, 'a page has a hundred at most');
select is((select count(*) from shop.search_products('hammer')), 20::bigint, 'and twenty unless it is said otherwise');
select is_empty('select * from shop.search_products(''hammer'', 0) union all select * from shop.search_products(''hammer'', -1)', 'nothing is asked for, nothing is found');
select is((select count(*) from shop.search_products('hammer', 100, 100)), 1::bigint, 'the second page has the rest');
select is((select count(*) from shop.search_products('hammer', 100, -1)), 100::bigint, 'there is nothing before the first');
select is_empty('select * from shop.search_products(''hammerr'', 100, 1)', 'behind what is nearly so there is nothing');
select results_eq(
    $$select name from shop.search_products('lampp', 100)
      union all select count(*)::text from shop.search_products('hammerr', 1000) union all select count(*)::text from shop.search_products('hammerr', -1)$$,
    array['Lamp', '100', '0'], 'of what is nearly so a page has a hundred at most as well'
);
select ok(
    exists (select from shop.search_products(repeat('hammer ', 41))),
    'what is longer is cut'
);

-- Figures of stock.
select results_eq(
    $$select shop.stock_status(n) from unnest(array[6, 5, 1, 0, -1, null]) as n$$,
    array['in_stock', 'low_stock', 'low_stock', 'out_of_stock', 'out_of_stock', null],
    'more than five are plenty, one to five are few'
);
select results_eq(
    'select on_hand, reserved from given, made, lateral (values (1, lamp, null::uuid), (2, chair, red), (3, chair, null), (4, lamp, red)) as t (n, p, v),
            shop.stock_at(p, null, v) order by n',
    'values (50, 0), (5, 0), (0, 0), (0, 0)',
    'the stock of a unit is the sum of what happened to it'
);
select results_eq(
    'select on_hand from given, shop.stock_movements as m, lateral unnest(array[m.created_at, m.created_at - interval ''1 microsecond'']) as at,
            shop.stock_at(lamp, at) where m.product_id = lamp order by at desc',
    array[50, 0], 'up to a moment, and at it'
);

-- A cart.
select test.act(ada) from given;
select results_eq(
    $$select test.sqlstate(format('select shop.set_quantity(%L, %L)', lamp, n)) from given, unnest(array[-1, 101, null, 0, 100, 1]) as n$$,
    array['SHC09: -1 units: it is 1 to 100, or 0 to take it out', 'SHC09: 101 units: it is 1 to 100, or 0 to take it out',
          'SHC09: NULL units: it is 1 to 100, or 0 to take it out', null, null, null],
    'a line is set to no units at least and to a hundred at most'
);
select test.shop_fill_cart(eve, lamp, 7), test.shop_fill_cart(eve, chair, 2, red), test.shop_fill_cart(ada, chair, 3, red) from given, made;
select shop.set_quantity(chair, 4, red), shop.set_quantity(lamp, 0) from given, made;
select set_eq(
    'select user_id, product_id, quantity from shop.cart_items as i join shop.carts as c on c.id = i.cart_id',
    'select ada, chair, 4 as quantity from given union all select eve, lamp, 7 from given union all select eve, chair, 2 from given',
    'in the own cart, that line'
);

-- Jobs.
select results_eq(
    $$select test.sqlstate(format('select shop.time_out(%L)', n)) from unnest(array[0, 1001, null, 1, 1000]) as n$$,
    array['SHS02: a batch of 0: it is 1 to 1000', 'SHS02: a batch of 1001: it is 1 to 1000', 'SHS02: a batch of NULL: it is 1 to 1000', null, null],
    'a batch is not too small and not too large'
);

-- Leads.
select shop.create_lead('Bob', 'bob@example.com', 'One'), shop.create_lead('Bob', 'bob@example.com', 'Two');
select test.act(admin) from given;
select results_eq(
    $$select test.sqlstate(format('select shop.set_lead_status(%L, %L)', id, word))
      from shop.leads, unnest(array['contacted', 'qualified', 'lost', 'new', 'qualified']) as word where message = 'One'$$,
    array[null, null, null, null, null]::text[], 'a lead becomes one of four things'
);
select set_eq(
    'select message::text, status::text from shop.leads', $$values ('One', 'qualified'), ('Two', 'new')$$,
    'that one, and no other'
);

select * from finish();
rollback;
