-- depends: shop-0072-sell-only-products-that-are-there
--
-- The same for variants; apart, so that nobody waits for products while this waits for variants.
--
-- Access exclusive on product_variants for an instant; the check is validated by a later migration. Rewrites nothing, loses
-- nothing.

set local role shop_owner;

alter table shop.product_variants
    add column backorderable boolean not null default false,
    add constraint product_variants_are_not_sold_beyond_their_stock check (not backorderable) not valid;

comment on column shop.product_variants.backorderable is
    'Whether it is sold beyond its stock: never so far.';

select privacy.describe_column('shop.product_variants', 'backorderable', 'none');
