select privacy.undescribe_table('shop.errors');
select privacy.undescribe_table('shop.product_price_history');
select privacy.undescribe_table('shop.product_specs');
select privacy.undescribe_table('shop.product_images');
select privacy.undescribe_table('shop.product_variants');

delete from privacy.columns
where table_schema = 'shop' and table_name = 'products'
  and column_name in ('slug', 'short_description', 'status', 'reserved', 'tax_rate', 'local_delivery_enabled');

drop trigger record_change_of_price on shop.products;

drop trigger record_price on shop.products;

drop table shop.product_price_history;

drop table shop.product_specs;

drop table shop.product_images;

drop table shop.product_variants;

drop function shop.record_price_of_variant();

drop function shop.record_price();

drop trigger fill_slug on shop.products;

drop function shop.fill_slug();

drop function shop.slug_of(text, uuid);

comment on column shop.products.stock is
    'Units that may still be sold; never below zero, whatever happens at the same time.';

alter table shop.products
    reset (fillfactor),
    drop column local_delivery_enabled,
    drop column tax_rate,
    drop column reserved,
    drop column status,
    drop column short_description,
    drop column slug;

drop type shop.product_status;
