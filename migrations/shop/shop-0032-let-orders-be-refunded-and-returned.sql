-- depends: shop-0031-add-stock-functions
--
-- Two more states of an order: refunded, when all that was paid went back, and returned, when all goods came back. In a
-- migration of their own, because a new label cannot be used in the transaction that adds it.
--
-- Locks nothing, rewrites nothing, loses nothing. The rollback writes orders anew, access exclusive, for a label cannot be
-- taken out of a type; it refuses while an order is refunded or returned.

set local role shop_owner;

alter type shop.order_status add value 'refunded';

alter type shop.order_status add value 'returned';

comment on type shop.order_status is
    'How far an order is; which state follows which stands in order_transitions.';
