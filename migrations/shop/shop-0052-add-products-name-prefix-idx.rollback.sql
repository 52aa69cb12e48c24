drop index concurrently shop.products_name_prefix_idx;
