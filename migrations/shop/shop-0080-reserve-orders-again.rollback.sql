set local role shop_owner;

drop function shop.reserve_order(uuid, interval);
