select privacy.undescribe_table('shop.stock_reservations');
select privacy.undescribe_table('shop.stock_movements');

drop procedure shop.fill_products(integer);

drop table shop.stock_reservations;

drop function shop.refuse_change_of_reservation();

drop function shop.apply_reservations();

drop trigger record_movements on shop.product_variants;

drop trigger record_first_movements on shop.product_variants;

drop trigger record_movements on shop.products;

drop trigger record_first_movements on shop.products;

drop function shop.record_movements();

drop table shop.stock_movements;
