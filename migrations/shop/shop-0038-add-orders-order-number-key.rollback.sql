drop index concurrently shop.orders_order_number_key;
