begin;
select plan(3);

create temporary table given as
    select test.shop_user() as ada, test.shop_admin() as admin, test.shop_product(stock => 9) as lamp;
update shop.products set local_delivery_enabled = true;
create temporary table ordered as
    select test.shop_paid(ada, lamp, 1) as parcel, test.shop_paid(ada, lamp, 1, 'pickup_local') as fetched,
           test.shop_paid(ada, lamp, 1, 'delivery_local') as brought, test.shop_paid(ada, lamp, 1) as sent
    from given;
select test.act(admin) from given;
select shop.make_ready(fetched), shop.ship_order(sent, 'La Poste') from ordered;
create temporary table line as select i.id from shop.order_items as i join ordered on i.order_id = sent;
grant select on given, ordered, line to public;

create function pg_temp.tried()
returns setof text
language sql
as $$
    select test.sqlstate(format(call, of_order))
    from ordered, lateral (values
        (1, 'select shop.ship_order(%L, ''La Poste'')', parcel), (2, 'select shop.make_ready(%L)', brought),
        (3, 'select shop.hand_over(%L)', fetched), (4, 'select shop.record_communication(%L, ''ready'')', parcel),
        (5, 'select shop.refund_order(%L, 1, ''scratched'', ''refund-0001'')', parcel),
        (6, format('select shop.return_items(%%L, ''broken'', %L)',
                   (select jsonb_build_array(jsonb_build_object('item', id, 'quantity', 1)) from line)), sent)
    ) as t (n, call, of_order)
    order by n
$$;

select test.act(ada) from given;

select results_eq(
    'select * from pg_temp.tried()',
    $$select 'SH002: only an administrator may do this' from generate_series(1, 6)$$,
    'customers do not send, prepare, hand over, answer, refund or take back their own orders'
);

select test.act(admin) from given;

select results_eq(
    'select * from pg_temp.tried()', array[null, null, null, null, null, null]::text[],
    'administrators do'
);

select results_eq(
    'select state::text from shop.shipments, ordered where order_id in (fetched, brought) order by state',
    array['collected', 'ready_for_local_delivery'],
    'what is fetched is collected'
);

select * from finish();
rollback;
