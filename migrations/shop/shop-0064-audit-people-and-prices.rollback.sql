select audit.unwatch('shop.product_specs');
select audit.unwatch('shop.product_images');
select audit.unwatch('shop.leads');
select audit.unwatch('shop.users');
