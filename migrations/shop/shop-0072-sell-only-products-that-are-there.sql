-- depends: shop-0071-say-how-much-is-in-stock
--
-- Whether a product may be sold beyond its stock: none may. That what is reserved is in stock is a check of products and
-- variants and of the journal, and every reservation, sale and return counts on it; to sell what is not there would be another
-- model of stock, with orders that wait for goods. The column is there for clients that ask, and a check keeps the answer
-- true. Whoever builds that model replaces the check.
--
-- Access exclusive on products for an instant; the check is validated by a later migration. Rewrites nothing, loses nothing.

set local role shop_owner;

alter table shop.products
    add column backorderable boolean not null default false,
    add constraint products_are_not_sold_beyond_their_stock check (not backorderable) not valid;

comment on column shop.products.backorderable is
    'Whether it is sold beyond its stock: never so far.';

select privacy.describe_column('shop.products', 'backorderable', 'none');
