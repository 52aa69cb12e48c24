-- depends: shop-0008-add-idx-products-active-created-at
-- transactional: false
--
-- Search by any part of a name: `ilike '%lamp%'` has no fixed beginning, which a btree would need.
--
-- Share update exclusive on products: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_products_name_trgm
    on shop.products using gin (name extensions.gin_trgm_ops);
