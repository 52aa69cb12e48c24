begin;
select plan(4);

create temporary table given as select test.shop_user() as ada, test.shop_product(stock => 9) as lamp;
create temporary table made as select test.shop_placed(ada, lamp, 2) as gone, test.shop_placed(ada, lamp, 1) as kept from given;
create temporary table before as select id, kind, reserved_change, order_id from shop.stock_movements;

-- The end of a reference comes with the commit; here it is waited for.
set constraints all immediate;
select lives_ok('delete from shop.orders using made where id = gone', 'an order that nobody paid can go');

select results_eq(
    $$select m.id, m.kind, m.reserved_change from shop.stock_movements as m join before as b using (id) order by id$$,
    'select id, kind, reserved_change from before order by id',
    'what was moved for it stays in the journal'
);

select set_eq(
    'select m.id, m.order_id from shop.stock_movements as m join before as b using (id)',
    'select id, nullif(order_id, gone) from before, made',
    'without its order, and with those of others'
);

select throws_ok(
    $$update shop.stock_movements set order_id = null, kind = 'count' where order_id is not null$$,
    'SH003', 'shop.stock_movements is append-only: update refused',
    'more than that is not forgotten'
);

select * from finish();
rollback;
