select privacy.undescribe_table('shop.analytics_events');
select privacy.undescribe_table('shop.leads');
select privacy.undescribe_table('shop.order_items');
select privacy.undescribe_table('shop.orders');
select privacy.undescribe_table('shop.cart_items');
select privacy.undescribe_table('shop.carts');
select privacy.undescribe_table('shop.products');
select privacy.undescribe_table('shop.users');
