begin;
select plan(9);

create temporary table given as
    select test.shop_product(stock => 5) as lamp, test.shop_product('Chair', stock => 0) as chair;
create temporary table made as select test.shop_variant(chair, stock => 3) as red from given;

select set_eq(
    'select product_id, variant_id, kind, stock_change, stock from shop.stock_movements',
    $$
        select lamp, null::uuid as variant, 'receipt' as kind, 5 as change, 5 as stock from given
        union all
        select chair, red, 'receipt', 3, 3 from given, made
    $$,
    'the stock of a new product and of a new variant is its first receipt, and no stock is none'
);

update shop.products set stock = stock - 2 where id = (select lamp from given);
update shop.products set stock = 9 where stock = 3;
update shop.product_variants set stock = 4;

select results_eq(
    'select kind, stock_change, reserved_change, stock from shop.stock_movements order by id offset 2',
    $$values ('adjustment', -2, 0, 3), ('adjustment', 6, 0, 9), ('adjustment', 1, 0, 4)$$,
    'every change of stock is a movement, whoever makes it'
);

update shop.products set name = 'Lamp', price = 12, stock = stock;

select is(
    (select count(*) from shop.stock_movements), 5::bigint,
    'what leaves the stock as it is moves nothing'
);

select is_empty(
    $$
        select p.id
        from shop.products as p
        cross join lateral shop.stock_at(p.id) as j
        where (p.stock, p.reserved) <> (j.on_hand, j.reserved)
        union all
        select v.id
        from shop.product_variants as v
        cross join lateral shop.stock_at(v.product_id, null, v.id) as j
        where (v.stock, v.reserved) <> (j.on_hand, j.reserved)
    $$,
    'the figures are the sums of the journal'
);

select results_eq(
    $$
        select on_hand from shop.stock_at(
            (select lamp from given),
            (select created_at from shop.stock_movements where stock_change = -2)
        )
    $$,
    'values (3)',
    'and the journal tells what the stock was at any time'
);

select throws_ok(
    'update shop.products set reserved = 1 where stock = 9',
    '23514', 'new row for relation "stock_movements" violates check constraint "stock_movements_changes_fit_the_kind"',
    'what is reserved cannot be changed by hand'
);

select throws_ok(
    format(
        $$insert into shop.stock_movements (product_id, kind, stock_change, reserved_change, stock, reserved)
          values (%L, 'receipt', 1, 0, 10, 0)$$, (select lamp from given)
    ),
    'SH003', 'shop.stock_movements is append-only: insert refused',
    'nor can a movement be entered that moved nothing'
);

select throws_ok(
    'update shop.stock_movements set stock_change = 7 where stock_change = 5',
    'SH003', 'shop.stock_movements is append-only: update refused',
    'an entry is not changed'
);

select throws_ok(
    'delete from shop.stock_movements',
    'SH003', 'shop.stock_movements is append-only: delete refused',
    'and not taken out'
);

select * from finish();
rollback;
