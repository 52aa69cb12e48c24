begin;
select plan(14);

create temporary table given as
    select test.shop_user() as ada, test.shop_admin() as admin, test.shop_product(price => 10, stock => 50) as lamp;
create temporary table made as
    select test.shop_paid(ada, lamp, 4) as paid, test.shop_placed(ada, lamp, 1) as pending, test.shop_paid(ada, lamp, 2) as other
    from given;
select test.act(admin) from given;
select shop.refund_order(paid, 5, 'late', 'refund-0001') from made;
select shop.ship_order(paid, 'Post') from made;
select shop.return_items(paid, 'scratched', jsonb_build_array(jsonb_build_object('item', i.id, 'quantity', 1)))
from made, shop.order_items as i where i.order_id = paid;

create function pg_temp.found() returns setof text
language sql
as $$
    select c.name from platform.integrity_checks as c
    where c.context = 'shop' and exists (select from platform.run_check(c.context, c.name))
    order by 1
$$;

select is(
    (select count(*) from platform.integrity_checks where context = 'shop'), 11::bigint,
    'these are the checks of the shop'
);

select is_empty(
    'select pg_temp.found()',
    'they find nothing while all is well'
);

-- Each spoils something past the triggers, is found, and is taken back.
create function pg_temp.spoiled(statement text) returns text[]
language plpgsql
as $$
declare
    names text[];
begin
    set local session_replication_role = replica;
    execute statement;
    set local session_replication_role = origin;
    select array_agg(f) into names from pg_temp.found() as f;
    raise exception using errcode = 'ZZ000', message = coalesce(names::text, '{}');
exception when sqlstate 'ZZ000' then
    return sqlerrm::text[];
end
$$;

select ok(
    pg_temp.spoiled(statement) @> array[name], format('%s is checked', name)
)
from (values
    ('update shop.products set stock = stock + 1', 'stock_is_the_sum_of_its_movements'),
    ('delete from shop.stock_movements where kind = ''sale''', 'movements_are_a_chain'),
    ('delete from shop.stock_reservations', 'reserved_is_the_sum_of_reservations'),
    ('update shop.orders set status = ''cancelled'' where status = ''pending''', 'only_pending_orders_reserve'),
    ('update shop.orders set total_amount = 1', 'orders_cost_the_sum_of_their_lines'),
    ('delete from shop.payments', 'paid_orders_have_a_payment'),
    ('update shop.orders set status = ''pending'' where status = ''paid''', 'paid_payments_have_an_order'),
    ('update shop.refunds set amount = 1', 'refunds_add_up'),
    ('update shop.order_items set returned_quantity = 2 where quantity > 1', 'returns_add_up'),
    ('delete from shop.order_events where to_status = ''paid''', 'orders_are_where_their_history_ends'),
    ('delete from shop.orders where status = ''pending''', 'order_numbers_have_no_gaps')
) as spoiling (statement, name);

select is_empty(
    'select pg_temp.found()',
    'and nothing is found where nothing was spoiled'
);

select * from finish();
rollback;
