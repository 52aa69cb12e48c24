-- What a customer ordered lately.
-- $1: md5('user' || {n})::uuid
select id, order_number, status, total_amount, currency, created_at from shop.orders where user_id = $1 order by created_at desc limit 20;
