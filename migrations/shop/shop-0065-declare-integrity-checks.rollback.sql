set local role shop_owner;

select platform.withdraw_check('shop', 'order_numbers_have_no_gaps');
select platform.withdraw_check('shop', 'orders_are_where_their_history_ends');
select platform.withdraw_check('shop', 'returns_add_up');
select platform.withdraw_check('shop', 'refunds_add_up');
select platform.withdraw_check('shop', 'paid_payments_have_an_order');
select platform.withdraw_check('shop', 'paid_orders_have_a_payment');
select platform.withdraw_check('shop', 'orders_cost_the_sum_of_their_lines');
select platform.withdraw_check('shop', 'only_pending_orders_reserve');
select platform.withdraw_check('shop', 'reserved_is_the_sum_of_reservations');
select platform.withdraw_check('shop', 'movements_are_a_chain');
select platform.withdraw_check('shop', 'stock_is_the_sum_of_its_movements');
