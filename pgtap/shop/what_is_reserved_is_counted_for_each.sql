begin;
select plan(7);

-- Two products and two variants that are reserved, and one of each that nobody wants.
create temporary table given as
    select test.shop_cart(test.shop_user()) as cart, test.shop_product('Lamp', stock => 10) as lamp,
           test.shop_product('Table', stock => 20) as tbl, test.shop_product('Vase', stock => 30) as vase,
           test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_variant(chair, 'Red', stock => 5) as red, test.shop_variant(chair, 'Blue', stock => 6) as blue,
           test.shop_variant(chair, 'Green', stock => 7) as green
    from given;

create view pg_temp.counted as
    select p.name::text as what, p.stock, p.reserved from shop.products as p
    union all
    select v.sku::text, v.stock, v.reserved from shop.product_variants as v;

insert into shop.stock_reservations (product_id, variant_id, quantity, cart_id, reserved_until)
select product, variant, quantity, cart, now() + interval '1 hour'
from given, made, lateral (values
    (lamp, null::uuid, 2), (tbl, null, 3), (chair, red, 1), (chair, blue, 4)
) as wanted (product, variant, quantity);

select set_eq(
    'select * from pg_temp.counted',
    $$values ('Lamp', 10, 2), ('Table', 20, 3), ('Vase', 30, 0), ('Chair', 0, 0), ('Red', 5, 1), ('Blue', 6, 4), ('Green', 7, 0)$$,
    'each product and each variant has its own reserved, the stock stays, and the others are left alone'
);

select set_eq(
    $$select kind, stock_change, reserved_change, stock, reserved, variant_id is null from shop.stock_movements where kind <> 'receipt'$$,
    $$values
        ('reservation', 0, 2, 10, 2, true), ('reservation', 0, 3, 20, 3, true), ('reservation', 0, 1, 5, 1, false),
        ('reservation', 0, 4, 6, 4, false)
    $$,
    'the journal calls it a reservation'
);

delete from shop.stock_reservations where product_id in (select lamp from given) or variant_id in (select red from made);

select set_eq(
    'select * from pg_temp.counted',
    $$values ('Lamp', 10, 0), ('Table', 20, 3), ('Vase', 30, 0), ('Chair', 0, 0), ('Red', 5, 0), ('Blue', 6, 4), ('Green', 7, 0)$$,
    'what goes is released, there alone'
);

select set_eq(
    $$select kind, stock_change, reserved_change from shop.stock_movements where kind not in ('receipt', 'reservation')$$,
    $$values ('release', 0, -2), ('release', 0, -1)$$,
    'the journal calls it a release'
);

select set_config('shop.movement', 'sale', true);
delete from shop.stock_reservations;

select set_eq(
    'select * from pg_temp.counted',
    $$values ('Lamp', 10, 0), ('Table', 17, 0), ('Vase', 30, 0), ('Chair', 0, 0), ('Red', 5, 0), ('Blue', 2, 0), ('Green', 7, 0)$$,
    'what is sold leaves the stock with its reservation'
);

select set_eq(
    $$select kind, stock_change, reserved_change from shop.stock_movements where kind not in ('receipt', 'reservation', 'release')$$,
    $$values ('sale', -3, -3), ('sale', -4, -4)$$,
    'the journal calls it a sale'
);

select is(
    current_setting('shop.movement'), 'sale',
    'and who said so goes on saying it'
);

select * from finish();
rollback;
