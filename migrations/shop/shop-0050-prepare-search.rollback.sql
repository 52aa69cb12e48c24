drop function shop.search_document(text, text, text);

drop text search configuration shop.search;
