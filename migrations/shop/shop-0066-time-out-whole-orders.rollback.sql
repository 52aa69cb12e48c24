set local role shop_owner;

create or replace function shop.time_out(batch_size integer default 20, out orders integer, out carts integer)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    due record;
    wanted uuid[];
    had uuid[];
begin
    if batch_size is null or batch_size not between 1 and 1000 then
        raise exception 'a batch of %: it is 1 to 1000', coalesce(batch_size::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'Call it again while it does something.';
    end if;
    orders := 0;
    carts := 0;
    for due in
        select r.order_id, r.cart_id
        from shop.stock_reservations as r
        where r.reserved_until <= clock_timestamp()
        group by r.order_id, r.cart_id
        order by min(r.reserved_until)
        limit batch_size
    loop
        if due.order_id is not null then
            perform from shop.orders as o where o.id = due.order_id and o.status = 'pending' for no key update skip locked;
            continue when not found;
        else
            perform from shop.carts as c where c.id = due.cart_id for update skip locked;
            continue when not found;
        end if;
        select array_agg(distinct r.product_id) into wanted
        from shop.stock_reservations as r
        where (r.order_id = due.order_id or r.cart_id = due.cart_id) and r.reserved_until <= clock_timestamp();
        select array_agg(p.id) into had
        from (
            select q.id from shop.products as q where q.id = any (wanted) order by q.id for no key update skip locked
        ) as p;
        -- Somebody buys one of them: it is not our turn.
        continue when wanted is null or had is null or cardinality(had) < cardinality(wanted);
        if due.order_id is not null then
            perform shop.end_reservations(due.order_id, 'release');
            perform shop.change_order(due.order_id, 'cancelled', 'timeout', null, '{"reason": "nobody paid in time"}');
            orders := orders + 1;
        else
            delete from shop.stock_reservations as r
            where r.cart_id = due.cart_id and r.product_id = any (had) and r.reserved_until <= clock_timestamp();
            carts := carts + 1;
        end if;
    end loop;
end
$$;
