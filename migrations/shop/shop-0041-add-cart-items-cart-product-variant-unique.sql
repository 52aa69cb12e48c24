-- depends: shop-0040-add-orders-stripe-payment-intent-id-key
-- transactional: false
--
-- A variant stands once in a cart, and so does a product without variants. It will stand for the constraint that knew no
-- variants.
--
-- Share update exclusive on cart_items: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently cart_items_cart_product_variant_unique
    on shop.cart_items (cart_id, product_id, variant_id) nulls not distinct;
