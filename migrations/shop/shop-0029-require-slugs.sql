-- depends: shop-0028-validate-checks-of-products
-- transactional: false
--
-- NOT NULL takes over from the check that proved it: the server sees it and scans nothing.
--
-- Access exclusive on products for an instant, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table shop.products
    alter column slug set not null;

alter table shop.products
    drop constraint products_slug_is_there;
