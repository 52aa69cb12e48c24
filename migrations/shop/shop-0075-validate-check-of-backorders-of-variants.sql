-- depends: shop-0074-validate-check-of-backorders-of-products
-- transactional: false
--
-- The variants that were there before obey the check, by the default of the column.
--
-- Share update exclusive on product_variants while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table shop.product_variants
    validate constraint product_variants_are_not_sold_beyond_their_stock;
