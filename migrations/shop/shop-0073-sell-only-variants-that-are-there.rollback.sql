delete from privacy.columns
where table_schema = 'shop' and table_name = 'product_variants' and column_name = 'backorderable';

alter table shop.product_variants
    drop column backorderable;
