-- depends: shop-0051-add-products-search-idx
-- transactional: false
--
-- Names by their beginning, in any letters, as people type them: one letter reads ten entries, where an index of trigrams
-- would read a tenth of the table.
--
-- Share update exclusive on products: reads and writes go on, the build waits for older transactions. Rewrites nothing,
-- loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it and builds it again.

create index concurrently products_name_prefix_idx
    on shop.products (lower(name) text_pattern_ops) where deleted_at is null;
