-- NOT VALID again: there is no statement that forgets a validation, so the check is replaced.

alter table shop.product_variants
    drop constraint product_variants_are_not_sold_beyond_their_stock,
    add constraint product_variants_are_not_sold_beyond_their_stock check (not backorderable) not valid;
