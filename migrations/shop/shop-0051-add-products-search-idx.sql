-- depends: shop-0050-prepare-search
-- transactional: false
--
-- The search by words, over what is not deleted.
--
-- Share update exclusive on products: reads and writes go on, the build waits for older transactions. Rewrites nothing,
-- loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently products_search_idx
    on shop.products using gin (shop.search_document(name, short_description, description)) where deleted_at is null;
