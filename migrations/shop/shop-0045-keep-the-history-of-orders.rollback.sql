select privacy.undescribe_table('shop.order_events');
select privacy.undescribe_table('shop.order_transitions');

drop trigger total_is_the_sum_of_lines on shop.order_items;

drop trigger total_is_the_sum_of_lines on shop.orders;

drop function shop.compare_total();

drop trigger total_is_final on shop.orders;

drop function shop.refuse_change_of_total();

drop trigger record_transition on shop.orders;

drop trigger record_creation on shop.orders;

drop function shop.record_transition();

drop table shop.order_events;

drop function shop.refuse_change_of_event();

drop table shop.order_transitions;

delete from shop.errors where sqlstate in ('SHO01', 'SHO02');
