-- depends: platform-0004-add-updated-at-triggers
--
-- The schema of the shop and the two lists of words its tables use. They are enums because an order in an
-- unknown state and a user in an unknown role must be impossible, and because a label is ordered: pending
-- comes before paid wherever orders are sorted by state.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create schema shop;

comment on schema shop is
    'The shop: accounts, catalogue, carts, orders, leads, analytics events.';

create type shop.user_role as enum ('admin', 'customer');

comment on type shop.user_role is
    'admin runs the shop; customer buys in it.';

create type shop.order_status as enum ('pending', 'paid', 'shipped', 'cancelled');

comment on type shop.order_status is
    'A new order is pending; pending becomes paid or cancelled, paid becomes shipped; shipped and cancelled are final.';
