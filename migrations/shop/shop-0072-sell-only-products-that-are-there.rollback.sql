delete from privacy.columns
where table_schema = 'shop' and table_name = 'products' and column_name = 'backorderable';

alter table shop.products
    drop column backorderable;
