-- depends: shop-0027-check-products
-- transactional: false
--
-- The products that were there before obey the checks, too. If one does not, the server names the check, the table stays as
-- it is, and the next run continues here: list the rows with the check's condition negated.
--
-- Share update exclusive on products while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table shop.products
    validate constraint products_slug_is_there,
    validate constraint products_slug_is_lower_case_and_hyphens,
    validate constraint products_units_reserved_are_in_stock,
    validate constraint products_tax_rate_is_a_share;
