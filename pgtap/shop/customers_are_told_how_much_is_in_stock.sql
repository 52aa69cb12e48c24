begin;
select plan(8);

create temporary table given as
    select test.shop_user() as ada, test.shop_product(stock => 8) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as
    select test.shop_variant(chair, 'CHAIR-RED', 0) as red, test.shop_variant(chair, 'CHAIR-BLUE', 2) as blue from given;
grant select on given, made to shop_user;

select results_eq(
    'select shop.stock_status(n) from unnest(array[null, -1, 0, 1, 5, 6]) as n',
    $$values (null), ('out_of_stock'), ('out_of_stock'), ('low_stock'), ('low_stock'), ('in_stock')$$,
    'none is out of stock, up to five are few'
);

set local role shop_user;

select results_eq(
    $$select shop.stock_status(p) from shop.products as p order by name desc$$,
    $$values ('in_stock'), ('low_stock')$$,
    'anybody is told of products: of their own stock, or of the variant of which there is most'
);

select results_eq(
    $$select shop.stock_status(v) from shop.product_variants as v order by sku$$,
    $$values ('low_stock'), ('out_of_stock')$$,
    'and of each variant'
);

reset role;
select test.shop_placed(ada, lamp, 3) from given;

select is(
    shop.stock_status(p), 'low_stock',
    'what is promised is not there any more'
) from shop.products as p where id = (select lamp from given);

update shop.product_variants set active = false where id = (select blue from made);

select is(
    shop.stock_status(v), 'out_of_stock',
    'a variant that is switched off is not sold'
) from shop.product_variants as v where id = (select blue from made);

select is(
    shop.stock_status(p), 'out_of_stock',
    'nor is its product, if there is no other'
) from shop.products as p where id = (select chair from given);

select throws_ok(
    'update shop.products set backorderable = true',
    '23514', 'new row for relation "products" violates check constraint "products_are_not_sold_beyond_their_stock"',
    'no product is sold beyond its stock'
);

select throws_ok(
    'update shop.product_variants set backorderable = true',
    '23514',
    'new row for relation "product_variants" violates check constraint "product_variants_are_not_sold_beyond_their_stock"',
    'and no variant'
);

select * from finish();
rollback;
