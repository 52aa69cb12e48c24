set local role nexus_owner;

select privacy.undescribe_table('nexus.provider_events');

drop table nexus.provider_events;
drop table nexus.provider_words;
drop table nexus.provider_secrets;
