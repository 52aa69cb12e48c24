-- depends: shop-0073-sell-only-variants-that-are-there
-- transactional: false
--
-- The products that were there before obey the check, by the default of the column.
--
-- Share update exclusive on products while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table shop.products
    validate constraint products_are_not_sold_beyond_their_stock;
