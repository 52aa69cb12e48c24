select privacy.undescribe_table('shop.order_return_items');
select privacy.undescribe_table('shop.order_returns');
select privacy.undescribe_table('shop.shipments');
select privacy.undescribe_table('shop.payment_webhook_events');
select privacy.undescribe_table('shop.refunds');
select privacy.undescribe_table('shop.payments');

drop table shop.order_return_items;

drop function shop.count_return();

drop table shop.order_returns;

drop table shop.shipments;

drop table shop.payment_webhook_events;

drop table shop.refunds;

drop function shop.refuse_change_of_refund();

drop function shop.count_refund();

drop table shop.payments;
