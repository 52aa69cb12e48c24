-- depends: shop-0075-validate-check-of-backorders-of-variants
--
-- An order that takes more from stock than it sells is as wrong as one that takes less: units would be gone that nobody
-- bought. So what is taken is compared for being the same. And a stock that is neither large nor small is none, without a
-- second look at the figure.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create or replace function shop.stock_status(available integer) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return case when available > 5 then 'in_stock' when available > 0 then 'low_stock' when available is not null then 'out_of_stock' end;

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
    where i.order_id = new.id and t.units <> i.quantity
    order by i.product_id, i.variant_id;
    if found then
        raise exception 'order % sells % of %, and % were taken from stock',
            new.order_number, missing.quantity, missing.product_name, missing.units
            using errcode = 'SHO06',
                  hint = 'Reserve for the order what it sells, or cancel it and pay the customer back.';
    end if;
    return new;
end
$$;
