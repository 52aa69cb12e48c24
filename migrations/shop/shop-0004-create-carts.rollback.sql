drop table shop.cart_items;

drop table shop.carts;
