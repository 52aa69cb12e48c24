-- The first page of the catalogue.
select id, slug, name, price, currency
from shop.products
where active and deleted_at is null
order by created_at desc
limit 20;
