drop index concurrently shop.idx_cart_items_product_id;
