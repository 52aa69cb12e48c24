set local role nexus_owner;

drop procedure nexus.fill_bilan_status(integer);

drop trigger note_sending on nexus.mail_logs;
drop function nexus.mail_logs_note_sending();

drop trigger derive_status on nexus.bilans;
drop function nexus.bilans_derive_status();

select privacy.undescribe_column('nexus.bilans', name) from unnest(array['sentAt', 'status']) as name;

alter table nexus.bilans
    drop column "sentAt",
    drop column status;
