drop type shop.order_status;

drop type shop.user_role;

drop schema shop;
