set local role nexus_owner;

drop function nexus.retry_ingestion(text);
drop function nexus.fail_ingestion(bigint, integer, text, boolean);
drop function nexus.index_ingestion(bigint, integer);
drop function nexus.save_embeddings(bigint, integer, integer[], extensions.vector[], text, interval);
drop function nexus.chunks_to_embed(bigint, integer);
drop function nexus.save_ingested_chunks(bigint, integer, jsonb);
drop function nexus.save_ingested_text(bigint, integer, text);
drop function nexus.advance_ingestion(nexus.ingest_works, integer, text, integer);
drop function nexus.require_ingestion(bigint, text[]);
drop function nexus.claim_ingestion(text, interval);
drop function nexus.upload_document(text, text, bigint, text, text, text, text);

drop trigger keep_to_transitions on nexus.ingest_jobs;

select privacy.undescribe_table('nexus.ingest_chunks');
select privacy.undescribe_table('nexus.ingest_works');

drop table nexus.ingest_chunks;
drop table nexus.ingest_works;

delete from nexus.transitions where relation = 'ingest_jobs';
delete from nexus.errors where sqlstate in ('NXI01', 'NXI02', 'NXI03', 'NXI04');
