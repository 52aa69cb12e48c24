revoke usage on schema shop from shop_app, shop_user, shop_readonly;

drop function shop.refuse_change();

drop function shop.require_admin();

drop function shop.require_actor();

drop function shop.actor_id();

drop table shop.errors;
