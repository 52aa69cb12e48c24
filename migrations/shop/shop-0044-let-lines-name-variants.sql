-- depends: shop-0043-add-carts-expires-at-idx
-- transactional: false
--
-- The constraints of lines now know variants: the indexes are there, and stand for the former ones.
--
-- Access exclusive on each table for an instant, without a scan, each statement a transaction of its own. Rewrites nothing,
-- loses nothing. The rollback builds the former ones anew, and refuses while a product stands in a cart or an order in two
-- variants.

alter table shop.cart_items
    drop constraint cart_items_cart_product_unique,
    add constraint cart_items_cart_product_variant_unique unique using index cart_items_cart_product_variant_unique;

alter table shop.order_items
    drop constraint order_items_order_product_unique,
    add constraint order_items_order_product_variant_unique unique using index order_items_order_product_variant_unique;
