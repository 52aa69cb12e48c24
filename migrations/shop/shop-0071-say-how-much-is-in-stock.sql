-- depends: shop-0070-sell-what-is-paid
--
-- What customers are told of the stock: in_stock, low_stock or out_of_stock. Two functions say so from the figures, and no
-- column keeps it: a generated column would be written anew for all rows, one kept by a trigger would be unknown for the rows
-- from before until they were filled, and an index of it would be written by every sale that crosses a threshold. Both
-- figures are in the row that is read anyhow. There is no unknown: a figure is always there.
--
-- A product that is kept by variant is in stock as far as one of its variants is that is sold.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create function shop.stock_status(available integer) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return case when available > 5 then 'in_stock' when available > 0 then 'low_stock' when available <= 0 then 'out_of_stock' end;

comment on function shop.stock_status(integer) is
    'in_stock for more than five units that may be sold, low_stock for one to five, out_of_stock for none.';

create function shop.stock_status(unit shop.product_variants) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return shop.stock_status(case when unit.active then unit.stock - unit.reserved else 0 end);

comment on function shop.stock_status(shop.product_variants) is
    'What customers are told of the stock of a variant; one that is switched off is out of stock.';

create function shop.stock_status(unit shop.products) returns text
    language sql
    stable
    parallel safe
    security invoker
    return shop.stock_status(coalesce(
        (select max(case when v.active then v.stock - v.reserved else 0 end)
         from shop.product_variants as v where v.product_id = unit.id),
        unit.stock - unit.reserved
    ));

comment on function shop.stock_status(shop.products) is
    'What customers are told of the stock of a product, or of that of its variants of which there is most.';

grant execute on function
    shop.stock_status(integer),
    shop.stock_status(shop.product_variants),
    shop.stock_status(shop.products)
    to shop_app, shop_user, shop_readonly;
