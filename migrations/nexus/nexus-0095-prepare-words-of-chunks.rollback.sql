set local role nexus_owner;

drop procedure nexus.fill_words(integer);

drop trigger set_words on nexus.knowledge_assets;

drop function nexus.knowledge_assets_set_words();

select privacy.undescribe_column('nexus.knowledge_assets', 'words');

alter table nexus.knowledge_assets
    drop column words;
