drop index concurrently shop.idx_orders_user_created_at;
