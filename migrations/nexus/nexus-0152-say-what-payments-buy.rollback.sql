set local role nexus_owner;

drop trigger completed_is_fulfilled on nexus.payments;
drop function nexus.payments_refuse_unfulfilled();

select audit.unwatch('nexus.payment_orders');
select privacy.undescribe_table('nexus.payment_orders');

drop table nexus.payment_orders;
drop function nexus.payment_orders_match_price();

delete from nexus.errors where sqlstate = 'NXP04';
