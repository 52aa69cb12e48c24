begin;
select plan(6);

create temporary table given as
    select test.shop_admin() as admin, test.shop_product(stock => 10) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as select test.shop_variant(chair, stock => 3) as red from given;

select test.act(admin) from given;

select is(
    shop.receive_stock(lamp, 5), 15,
    'what is received is added'
) from given;

select is(
    shop.receive_stock(chair, 5, red), 8,
    'to the variant that came'
) from given, made;

select throws_ok(
    format('select shop.receive_stock(%L, 5)', chair),
    'SHS01', format('product %s is kept by variant', chair),
    'a product with variants is received as one of them'
) from given;

select throws_ok(
    format('select shop.receive_stock(%L, 5, %L)', lamp, red),
    'SHS01', format('product %s has no variant %s', lamp, red),
    'a variant belongs to its product'
) from given, made;

select throws_ok(
    format('select shop.receive_stock(%L, 0)', lamp),
    'SHS02', '0 units received: it is 1 to 1000000',
    'nothing is not received'
) from given;

select throws_ok(
    $$select shop.receive_stock('00000000-0000-0000-0000-000000000000', 1)$$,
    'SHS01', 'there is no product 00000000-0000-0000-0000-000000000000',
    'nor is what is not in the catalogue'
);

select * from finish();
rollback;
