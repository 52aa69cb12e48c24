begin;
select plan(12);

select test.nexus_world();
insert into nexus.ingest_jobs (id, "docId") values ('job 2', 'document');
insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by) values ('job', 1, 'ocr', 's', 'l', 'coach');
insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens) values ('job', 1, 'c', 1);

select throws_ok(
    $$insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by) values ('x', 2, 'ocr', 's', 'l', 'c')$$,
    '23503', 'insert or update on table "ingest_works" violates foreign key constraint "ingest_works_ingest_id_fkey"',
    'what is made belongs to an ingestion'
);
select throws_ok(
    $$insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens) values ('x', 1, 'c', 1)$$,
    '23503', 'insert or update on table "ingest_chunks" violates foreign key constraint "ingest_chunks_ingest_id_fkey"',
    'so does a chunk'
);
select throws_ok(
    $$insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by) values ('job', 2, 'ocr', 's', 'l', 'c')$$,
    '23505', 'duplicate key value violates unique constraint "ingest_works_pkey"', 'an ingestion is under way once'
);
select throws_ok(
    $$insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by) values ('job 2', 1, 'ocr', 's', 'l', 'c')$$,
    '23505', 'duplicate key value violates unique constraint "ingest_works_job_id_key"', 'a job does one of them'
);
select throws_ok(
    $$insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens) values ('job', 1, 'd', 1)$$,
    '23505', 'duplicate key value violates unique constraint "ingest_chunks_pkey"', 'a chunk stands once'
);
select throws_ok(
    $$update nexus.ingest_works set step = 'guess'$$,
    '23514', 'new row for relation "ingest_works" violates check constraint "ingest_works_step_is_known"', 'a step is one of five'
);
select throws_ok(
    format('update nexus.ingest_works set step = %L', step),
    '23514', 'new row for relation "ingest_works" violates check constraint "ingest_works_has_what_its_step_reads"',
    format('step %s needs what those before it made', step)
)
from unnest('{clean,chunk}'::text[]) as step;
select throws_ok(
    $$update nexus.ingest_chunks set model = 'm'$$,
    '23514', 'new row for relation "ingest_chunks" violates check constraint "ingest_chunks_embedding_has_its_model"',
    'a model has made an embedding'
);
update nexus.ingest_jobs set status = 'RUNNING';
update nexus.ingest_jobs set status = 'COMPLETED';
select throws_ok(
    $$update nexus.ingest_jobs set status = 'RUNNING' where id = 'job'$$,
    'NX004', 'ingest_jobs job cannot go from COMPLETED to RUNNING', 'what is completed is not begun again'
);
select lives_ok($$delete from nexus.user_documents where id = 'document'$$, 'a document may be deleted');
select is_empty('select from nexus.ingest_chunks', 'and what was made of it goes');

select * from finish();
rollback;
