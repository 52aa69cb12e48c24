begin;
select plan(34);

select set_eq(
    'select from_status::text, to_status::text from shop.order_transitions',
    $$values
        ('pending', 'paid'), ('pending', 'cancelled'), ('paid', 'shipped'), ('paid', 'refunded'),
        ('shipped', 'returned'), ('shipped', 'refunded'), ('returned', 'refunded')
    $$,
    'these states follow these'
);

create temporary table given as select test.shop_user() as ada;
create temporary table tried as
    select gen_random_uuid() as order_id, f::shop.order_status as before, t::shop.order_status as after
    from unnest(enum_range(null::shop.order_status)) as f, unnest(enum_range(null::shop.order_status)) as t
    where f <> t;
insert into shop.orders (id, user_id, status, total_amount) select order_id, ada, before, 0 from tried, given;

select case
    when exists (select from shop.order_transitions where (from_status, to_status) = (before, after))
    then lives_ok(
        format('update shop.orders set status = %L where id = %L', after, order_id),
        format('an order that is %s becomes %s', before, after)
    )
    else throws_ok(
        format('update shop.orders set status = %L where id = %L', after, order_id),
        'SHO01',
        (select format('order %s is %s, and does not become %s', order_number, before, after)
         from shop.orders where id = order_id),
        format('an order that is %s never becomes %s', before, after)
    )
end
from tried;

select set_eq(
    'select from_status, to_status from shop.order_events where from_status is not null',
    'select from_status, to_status from shop.order_transitions',
    'every change of state is an event, and there is no event of one that did not happen'
);

select throws_ok(
    $$update shop.order_events set source = 'admin'$$,
    'SH003', 'shop.order_events is append-only: update refused',
    'events are not changed'
);

select throws_ok(
    'delete from shop.order_events', 'SH003', 'shop.order_events is append-only: delete refused', 'nor is any of it deleted'
);

select * from finish();
rollback;
