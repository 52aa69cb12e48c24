drop function shop.stock_status(shop.products);

drop function shop.stock_status(shop.product_variants);

drop function shop.stock_status(integer);
