set local role nexus_owner;

drop function nexus.search_knowledge(
    text, extensions.vector, integer, text, text, double precision, double precision, integer, double precision, text
);

drop function nexus.words_query(regconfig, text, boolean);

drop function nexus.may_read_document(text, text, text, nexus."UserRole");

delete from nexus.errors where sqlstate in ('NXF01', 'NXF02', 'NXF03');
