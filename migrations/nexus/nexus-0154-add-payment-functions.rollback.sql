set local role nexus_owner;

drop function nexus.refund_payment(text);
drop function nexus.validate_payment(text, boolean);
drop function nexus.pay_pack(text, integer, text, text);
drop function nexus.pay_subscription(text, text, text);
drop function nexus.name_payment(text, text, text);
drop function nexus.cancel_reservation(integer);
drop function nexus.confirm_reservation(integer);
drop function nexus.reserve_pack(text, integer, text, text);
drop function nexus.add_provider_secret(text, bytea, boolean);
drop function nexus.receive_provider_event(text, bytea, text);
drop function nexus.settle_waiting_events(text, text);
drop function nexus.settle_event(bigint);
drop function nexus.fulfil_payment(text, text);
drop function nexus.settle_reservation(nexus.payment_records);
drop function nexus.lock_reference(text, text);

delete from nexus.errors where sqlstate in ('NXP05', 'NXP06', 'NXV01');
