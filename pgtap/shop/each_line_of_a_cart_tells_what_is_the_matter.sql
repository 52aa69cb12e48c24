begin;
select plan(3);

create temporary table given as
    select test.shop_user() as ada, test.shop_product('Lamp', stock => 3) as lamp, test.shop_product('Table', stock => 2) as tbl,
           test.shop_product('Desk') as desk, test.shop_product('Sofa') as sofa, test.shop_product('Vase') as vase,
           test.shop_product('Chair', stock => 0) as chair, test.shop_product('Bowl', stock => 1) as bowl;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', stock => 4) as red, test.shop_variant(chair, 'CHAIR-BLUE', stock => 4) as blue,
           test.shop_variant(chair, 'CHAIR-GREEN', stock => 4) as green
    from given;
select test.act(ada) from given;

create function pg_temp.lines()
returns table (name text, sku text, quantity integer, available integer, problem text)
language sql
as $$
    select l.name, v.sku::text, l.quantity, l.available, l.problem
    from shop.cart_lines() as l
    left join shop.product_variants as v on v.id = l.variant_id
$$;

select test.shop_fill_cart(ada, product, quantity, variant)
from given, made, lateral (values
    (lamp, 3, null::uuid), (tbl, 3, null), (desk, 1, null), (sofa, 1, null), (vase, 1, null), (chair, 1, null),
    (chair, 4, red), (chair, 1, blue), (chair, 5, green), (bowl, 1, null)
) as wanted (product, quantity, variant);
update shop.products set status = 'published' where id = (select desk from given);
update shop.products set active = false where id = (select sofa from given);
update shop.products set deleted_at = now() where id = (select vase from given);
update shop.product_variants set active = false where id = (select blue from made);
select test.shop_fill_cart(test.shop_user('eve@example.com'), lamp) from given;

select set_eq(
    'select * from pg_temp.lines()',
    $$values
        ('Lamp', null::text, 3, 3, null), ('Table', null, 3, 2, 'not_enough'), ('Desk', null, 1, 5, 'not_sold'),
        ('Sofa', null, 1, 5, 'not_sold'), ('Vase', null, 1, 5, 'not_sold'), ('Chair', null, 1, 0, 'choose_variant'),
        ('Chair', 'CHAIR-RED', 4, 4, null), ('Chair', 'CHAIR-BLUE', 1, 4, 'not_sold'),
        ('Chair', 'CHAIR-GREEN', 5, 4, 'not_enough'), ('Bowl', null, 1, 1, null)
    $$,
    'what is not sold, what lacks a variant, what there is not enough of'
);

insert into shop.stock_reservations (product_id, variant_id, quantity, cart_id, reserved_until)
select product, variant, quantity, (select id from shop.carts where user_id = ada), now() + interval '1 hour'
from given, made, lateral (values (bowl, null::uuid, 1), (chair, red, 4)) as held (product, variant, quantity);

select set_eq(
    $$select sku, available, problem from pg_temp.lines() where name in ('Bowl', 'Chair')$$,
    $$values
        (null::text, 1, null), (null, 0, 'choose_variant'), ('CHAIR-RED', 4, null), ('CHAIR-BLUE', 4, 'not_sold'),
        ('CHAIR-GREEN', 4, 'not_enough')
    $$,
    'what is held for the cart is there for it'
);

select test.act((select user_id from shop.carts where user_id <> ada)) from given;

select results_eq(
    'select * from pg_temp.lines()', $$values ('Lamp', null::text, 1, 3, null::text)$$,
    'everybody has the own cart'
);

select * from finish();
rollback;
