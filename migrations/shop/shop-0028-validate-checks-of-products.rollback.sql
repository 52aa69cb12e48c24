-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table shop.products
    drop constraint products_tax_rate_is_a_share,
    drop constraint products_units_reserved_are_in_stock,
    drop constraint products_slug_is_lower_case_and_hyphens,
    drop constraint products_slug_is_there,
    add constraint products_slug_is_there check (slug is not null) not valid,
    add constraint products_slug_is_lower_case_and_hyphens check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$') not valid,
    add constraint products_units_reserved_are_in_stock check (reserved between 0 and stock) not valid,
    add constraint products_tax_rate_is_a_share check (tax_rate >= 0 and tax_rate < 1) not valid;
