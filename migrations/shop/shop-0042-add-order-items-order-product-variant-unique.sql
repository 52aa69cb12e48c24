-- depends: shop-0041-add-cart-items-cart-product-variant-unique
-- transactional: false
--
-- A variant stands once in an order, and so does a product without variants. It will stand for the constraint that knew no
-- variants.
--
-- Share update exclusive on order_items: reads and writes go on, the build waits for older transactions. Rewrites nothing, loses
-- nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently order_items_order_product_variant_unique
    on shop.order_items (order_id, product_id, variant_id) nulls not distinct;
