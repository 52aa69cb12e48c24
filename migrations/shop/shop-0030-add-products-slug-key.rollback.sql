drop index concurrently shop.products_slug_key;
