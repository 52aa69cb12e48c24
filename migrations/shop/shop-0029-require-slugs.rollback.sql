alter table shop.products
    add constraint products_slug_is_there check (slug is not null);

alter table shop.products
    alter column slug drop not null;
