begin;
select plan(8);

select test.nexus_world();

select lives_ok('delete from nexus.user_documents', 'a document can be deleted');
select is_empty('select from nexus.knowledge_assets', 'its chunks go');
select is_empty('select from nexus.ingest_jobs', 'its ingestion goes');

delete from nexus.aria_conversations;
select is_empty('select from nexus.aria_messages', 'the messages go with their conversation');

delete from nexus.bilans;
select is_empty('select from nexus.mail_logs', 'the mails go with their assessment');
select isnt_empty('select from nexus.students', 'the pupil stays');

select lives_ok('delete from nexus."LegalPage"', 'a legal page can be deleted');
select is_empty('select from nexus."LegalVersion"', 'its versions go');

select * from finish();
rollback;
