set local role nexus_owner;

drop function nexus.keep_to_transitions();
drop table nexus.transitions;
delete from nexus.errors where sqlstate in ('NX004', 'NX005');
