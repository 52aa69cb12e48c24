begin;
select plan(11);

create temporary table given as
    select test.shop_user() as ada, test.shop_user('eve@example.com') as eve, test.shop_user('dan@example.com') as dan, test.shop_admin() as admin,
           test.shop_product(stock => 500) as lamp, test.shop_product('Chair', stock => 0) as chair,
           test.shop_product('Stool', stock => 0) as stool;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED') as red, test.shop_variant(chair, 'CHAIR-BLUE') as blue from given;
update shop.product_variants set active = false where sku = 'CHAIR-BLUE';
select test.act(ada) from given;

create function pg_temp.said(call text)
returns text
language sql
as $$
    select test.sqlstate(call)
$$;

select results_eq(
    $$
        select pg_temp.said(format('select shop.put_in_cart(%L, %L, %L)', product, quantity, variant))
        from given, made, lateral (values
            (1, lamp, 0, null::uuid), (2, lamp, 101, null), (3, lamp, null, null), (4, chair, 1, null), (5, chair, 1, blue),
            (6, lamp, 1, red), (7, null, 1, null)
        ) as wanted (n, product, quantity, variant)
        order by n
    $$,
    array[
        'SHC09: 0 units of Lamp: it is 1 to 100', 'SHC09: 101 units of Lamp: it is 1 to 100',
        'SHC09: NULL units of Lamp: it is 1 to 100', 'SHC03: Chair is sold as one of its variants, and none was chosen',
        'SHC03: Chair is not sold', 'SHC03: Lamp is not sold', 'SHC03: product NULL is not sold'
    ],
    'a line has 1 to 100 units of what is sold'
);

select results_eq(
    $$select shop.put_in_cart(lamp, 99) from given union all select shop.put_in_cart(lamp, 1) from given$$, array[99, 100],
    'units are added to those that are there, up to a hundred'
);

select throws_ok(
    'select shop.put_in_cart(lamp, 1) from given', 'SHC09', 'more than 100 units of Lamp: a line holds 1 to 100',
    'and no further'
);

select lives_ok(
    'select shop.put_in_cart(chair, 100, red) from given, made',
    'a hundred at once are not too many'
);

select throws_ok(
    'select shop.receive_stock(lamp, 1) from given', 'SH002', 'only an administrator may do this',
    'customers do not receive goods'
);

select test.act(admin) from given;

select results_eq(
    $$
        select pg_temp.said(format('select shop.receive_stock(%L, %L)', lamp, quantity))
        from given, unnest(array[0, 1000001, null]) as quantity
    $$,
    array[
        'SHS02: 0 units received: it is 1 to 1000000', 'SHS02: 1000001 units received: it is 1 to 1000000',
        'SHS02: NULL units received: it is 1 to 1000000'
    ],
    'nothing is not received, and not the whole world'
);

select results_eq(
    'select shop.receive_stock(stool, quantity) from given, unnest(array[1, 1000000]) as quantity', array[1, 1000001],
    'but one unit, and a million'
);

create temporary table ordered as select test.shop_placed(dan, lamp, 1) as pending, test.shop_paid(eve, lamp, 1) as paid from given;
select test.act(dan) from given;
select shop.open_payment(pending, 'stripe', 'pi_1') from ordered;

select results_eq(
    'select stripe_payment_intent_id::text from shop.orders, ordered where id = pending', array['pi_1'],
    'an order knows the intent of the provider that wants it to'
);

select shop.open_payment(pending, 'clictopay', 'ctp_1') from ordered;

select results_eq(
    'select stripe_payment_intent_id::text from shop.orders, ordered where id = pending', array['pi_1'],
    'and of no other'
);

select throws_ok(
    $$select shop.open_payment(pending, 'stripe', (select intent_id from shop.payments join ordered on order_id = paid)) from ordered$$,
    'SHP01', (select format('intent %s of stripe belongs to another order', intent_id) from shop.payments join ordered on order_id = paid),
    'an intent is of one order'
);

select test.act(eve) from given;

select throws_ok(
    $$select shop.open_payment(paid, 'stripe', 'pi_2') from ordered$$,
    'SHO04', (select format('order %s is paid, and only a pending one is paid', order_number) from shop.orders, ordered where id = paid),
    'and an order is paid once'
);

select * from finish();
rollback;
