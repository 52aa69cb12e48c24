set local role nexus_owner;

drop trigger keep_to_transitions on nexus.payments;
drop trigger keep_terms on nexus.payments;
drop trigger paid_is_credited on nexus.payment_records;
drop trigger keep_to_transitions on nexus.payment_records;
drop trigger keep_terms on nexus.payment_records;
drop trigger match_pack on nexus.payment_records;
drop trigger note_credits on nexus.payment_records;

drop function nexus.payments_keep_terms();
drop function nexus.payment_records_refuse_uncredited();
drop function nexus.payment_records_keep_terms();
drop function nexus.payment_records_match_pack();
drop function nexus.payment_records_note_credits();

select privacy.undescribe_column('nexus.payment_records', 'credits');

alter table nexus.payment_records
    drop column credits;

delete from nexus.transitions where relation in ('payment_records', 'payments');
delete from nexus.errors where sqlstate in ('NXP01', 'NXP02', 'NXP03');
