drop function shop.autocomplete(text, integer);

drop function shop.search_products(text, integer, integer);
