-- NOT VALID again: there is no statement that forgets a validation, so the check is replaced.

alter table shop.products
    drop constraint products_are_not_sold_beyond_their_stock,
    add constraint products_are_not_sold_beyond_their_stock check (not backorderable) not valid;
