-- Whoever rolls back owns the objects afterwards, as whoever migrated did.

alter table shop.analytics_events owner to current_user;
alter table shop.leads owner to current_user;
alter table shop.order_items owner to current_user;
alter table shop.orders owner to current_user;
alter table shop.cart_items owner to current_user;
alter table shop.carts owner to current_user;
alter table shop.products owner to current_user;
alter table shop.users owner to current_user;

alter type shop.order_status owner to current_user;
alter type shop.user_role owner to current_user;

alter schema shop owner to current_user;
