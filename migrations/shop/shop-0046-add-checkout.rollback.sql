select privacy.undescribe_table('shop.order_addresses');

drop function shop.checkout(text, text, jsonb, text, numeric, interval);

drop table shop.order_addresses;

delete from shop.errors where sqlstate ~ '^SHC';
