-- depends: shop-0025-keep-a-journal-of-stock
-- transactional: false
-- loses: shop.products.slug, shop.products.updated_at, shop.stock_movements (the rollback keeps what was filled in)
--
-- Enters the stock of products that were there before the journal, and gives them their slugs.
--
-- Row locks on a hundred products at a time. Every row without a slug is written once more; autovacuum takes the old
-- versions away. If it is interrupted, the next run begins anew and finds what is done done.

call shop.fill_products(100);
