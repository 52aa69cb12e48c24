-- depends: shop-0029-require-slugs
-- transactional: false
--
-- An address of the web leads to one product, a deleted one included: links from elsewhere do not end at another product.
--
-- Share update exclusive on products: reads and writes go on, the build waits for older transactions. Rewrites nothing,
-- loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create unique index concurrently products_slug_key
    on shop.products (slug);
