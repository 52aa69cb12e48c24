set local role nexus_owner;

drop function nexus.text_configuration(text, jsonb);

drop text search configuration nexus.english;

drop text search configuration nexus.french;

drop text search dictionary nexus.french_stop;
