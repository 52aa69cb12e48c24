drop index concurrently shop.idx_cart_items_cart_id;
