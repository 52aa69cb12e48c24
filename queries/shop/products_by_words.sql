-- The search of the shop.
-- $1: 'chair'
select id, slug, name, price, rank from shop.search_products($1);
