drop index concurrently shop.idx_products_name_trgm;
