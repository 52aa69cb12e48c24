drop index concurrently shop.idx_order_items_product_id;
