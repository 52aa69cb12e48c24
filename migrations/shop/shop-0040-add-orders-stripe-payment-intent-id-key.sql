-- depends: shop-0039-add-orders-user-id-idempotency-key-key
-- transactional: false
--
-- An intent of Stripe pays for one order.
--
-- Share update exclusive on orders: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently orders_stripe_payment_intent_id_key
    on shop.orders (stripe_payment_intent_id) where stripe_payment_intent_id is not null;
