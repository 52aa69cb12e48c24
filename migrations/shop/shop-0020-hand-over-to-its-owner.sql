-- depends: shop-0019-add-idx-analytics-events-payload-gin platform-0009-add-act-as
--
-- Until here everything in shop belongs to whoever migrated, a superuser as a rule. It becomes shop_owner's: a role
-- without login that is active in migrations only. Later migrations begin with `set local role shop_owner`; then
-- what they create is closed to everybody else, functions included, and a slip into another context is refused.
--
-- Nothing is opened here: who may do what with these tables comes with row security.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.

alter schema shop owner to shop_owner;

alter type shop.user_role owner to shop_owner;
alter type shop.order_status owner to shop_owner;

alter table shop.users owner to shop_owner;
alter table shop.products owner to shop_owner;
alter table shop.carts owner to shop_owner;
alter table shop.cart_items owner to shop_owner;
alter table shop.orders owner to shop_owner;
alter table shop.order_items owner to shop_owner;
alter table shop.leads owner to shop_owner;
alter table shop.analytics_events owner to shop_owner;
