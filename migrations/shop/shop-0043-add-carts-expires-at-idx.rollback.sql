drop index concurrently shop.carts_expires_at_idx;
