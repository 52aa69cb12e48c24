drop table shop.products;
