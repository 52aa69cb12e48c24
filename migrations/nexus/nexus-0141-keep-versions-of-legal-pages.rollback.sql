set local role nexus_owner;

drop function nexus.restore_legal_page(text, integer);
drop function nexus.save_legal_page(text, integer, text, text, text, jsonb, text);

drop trigger "refuse_change" on nexus."LegalVersion";
drop trigger "write_version" on nexus."LegalPage";
drop trigger "count_and_hash" on nexus."LegalPage";

drop function nexus."LegalVersion_refuse_change"();
drop function nexus."LegalPage_write_version"();
drop function nexus."LegalPage_count_and_hash"();

delete from nexus.errors where sqlstate in ('NXL01', 'NXL02');
