set local role shop_owner;

create or replace function shop.stock_status(available integer) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return case when available > 5 then 'in_stock' when available > 0 then 'low_stock' when available <= 0 then 'out_of_stock' end;

create or replace function shop.require_sold() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    missing record;
begin
    select i.product_name, i.quantity, t.units into missing
    from shop.order_items as i
    cross join lateral (
        select coalesce(-sum(m.stock_change), 0) as units
        from shop.stock_movements as m
        where m.order_id = i.order_id and m.kind = 'sale'
          and m.product_id = i.product_id and m.variant_id is not distinct from i.variant_id
    ) as t
    where i.order_id = new.id and t.units < i.quantity
    order by i.product_id, i.variant_id
    limit 1;
    if found then
        raise exception 'order % sells % of %, and % were taken from stock',
            new.order_number, missing.quantity, missing.product_name, missing.units
            using errcode = 'SHO06',
                  hint = 'Reserve what is missing for the order again, or cancel it and pay the customer back.';
    end if;
    return new;
end
$$;
