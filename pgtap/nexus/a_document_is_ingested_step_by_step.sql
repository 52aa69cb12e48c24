begin;
select plan(52);

select test.nexus_world();
delete from nexus.user_documents;
set local app.current_user_id = 'coach';

create function pg_temp.upload(name text, kind text default 'application/pdf', bytes bigint default 1000)
returns record language sql as $$
    select nexus.upload_document(name, kind, bytes, 'key of ' || name, encode(sha256(name::bytea), 'hex'), 'NSI', 'Terminale')
$$;
create function pg_temp.vectors(how_many integer) returns extensions.vector[] language sql as $$
    select array_agg(array_fill(n, array[1536])::extensions.vector) from generate_series(1, how_many) as n
$$;

create temporary table uploaded as
    select * from nexus.upload_document('graphs', 'application/pdf', 1000, 'k', repeat('a', 64), 'NSI', 'Terminale');
select is((select created from uploaded), true, 'a coach uploads a document');
select results_eq(
    $$select document_id, ingest_id, created from nexus.upload_document('again', 'image/png', 5, 'k 2', repeat('a', 64), 'SVT', 'Seconde')$$,
    'select document_id, ingest_id, false from uploaded',
    'the same content is the same document'
);
select results_eq(
    $$select "ownerId", "ownerRole", status, meta from nexus.user_documents$$,
    $$values ('coach', 'COACH', 'UPLOADED', '{"bytes": 1000, "subject": "NSI", "level": "Terminale"}'::jsonb)$$,
    'which knows its owner'
);

create temporary table leases as select 1 as n, c.* from nexus.claim_ingestion('worker') as c;
select results_eq(
    $$select step, input, stored_at, media_type from leases$$,
    $$values ('ocr', null::text, 'k', 'application/pdf')$$, 'the first step reads the file'
);
select is_empty($$select * from nexus.claim_ingestion('other')$$, 'no other worker gets it');
select throws_ok(
    format('select nexus.save_ingested_text(%s, %s, %L)', job_id, attempt, ' '),
    'NXI03', format('step ocr of ingestion %s made no text', ingest_id), 'nothing is no text'
) from leases;
select throws_ok(
    format('select nexus.index_ingestion(%s, %s)', job_id, attempt),
    'NXI02', format('job %s is not at step index: it is at ocr', job_id), 'no step is left out'
) from leases;
select throws_like(
    format('select nexus.save_ingested_text(%s, %s, %L)', job_id, 2, 'x'),
    'attempt 2 of job % no longer has its lease: the job is in attempt 1', 'a worker without the lease saves nothing'
) from leases;
select is((select ocr_text from nexus.ingest_works), null, 'nothing at all');
select is(nexus.save_ingested_text(job_id, attempt, 'READ  TEXT'), 'clean', 'what was read is saved, and cleaned next')
from leases;
select results_eq(
    'select status, step, progress from nexus.ingest_jobs', $$values ('RUNNING', 'clean', 20)$$, 'progress is told'
);
select throws_like(
    format('select nexus.save_ingested_text(%s, %s, %L)', job_id, attempt, 'x'),
    'job % is not at step ocr or clean: it is no ingestion, or done', 'a job is done once'
) from leases;

insert into leases select 2, c.* from nexus.claim_ingestion('worker') as c;
select results_eq(
    'select step, input from leases where n = 2', $$values ('clean', 'READ  TEXT')$$, 'the next step reads what the first made'
);
select is(nexus.save_ingested_text(job_id, attempt, 'read text'), 'chunk', 'what is clean is cut') from leases where n = 2;
insert into leases select 3, c.* from nexus.claim_ingestion('worker') as c;
select results_eq('select step, input from leases where n = 3', $$values ('chunk', 'read text')$$, 'into chunks');
select throws_ok(
    format('select nexus.save_ingested_chunks(%s, %s, ''[]'')', job_id, attempt),
    'NXI03', format('step chunk of ingestion %s made no chunk', ingest_id), 'of which there is one at least'
) from leases where n = 3;
select throws_ok(
    format('select nexus.save_ingested_chunks(%s, %s, ''[{"text": " ", "tokens": 1}]'')', job_id, attempt),
    '23514', 'new row for relation "ingest_chunks" violates check constraint "ingest_chunks_chunk_is_not_blank"',
    'which say something'
) from leases where n = 3;
select throws_ok(
    format('select nexus.save_ingested_chunks(%s, %s, ''[{"text": "x", "tokens": 0}]'')', job_id, attempt),
    '23514', 'new row for relation "ingest_chunks" violates check constraint "ingest_chunks_tokens_is_positive"',
    'and have a length'
) from leases where n = 3;
select is(
    nexus.save_ingested_chunks(job_id, attempt, '[{"text": "a", "tokens": 1}, {"text": "b", "tokens": 2}, {"text": "c", "tokens": 3}]'),
    3, 'chunks are saved'
) from leases where n = 3;

insert into leases select 4, c.* from nexus.claim_ingestion('worker') as c;
select results_eq(
    'select c.* from leases, nexus.chunks_to_embed(job_id, 2) as c where n = 4', $$values (1, 'a'), (2, 'b')$$,
    'they are embedded in batches'
);
select throws_ok(
    format('select nexus.save_embeddings(%s, %s, ''{9}'', pg_temp.vectors(1))', job_id, attempt),
    'NXI03', format('of 1 embeddings 0 belong to a chunk of ingestion %s', ingest_id), 'of chunks there are'
) from leases where n = 4;
select is(nexus.save_embeddings(job_id, attempt, '{1,2}', pg_temp.vectors(2)), 1, 'one is missing') from leases where n = 4;
select is((select progress from nexus.ingest_jobs), 73, 'progress is told within the step');
select is_empty('select from nexus.knowledge_assets', 'a document is not found half');

-- The worker dies; its lease ends; another one goes on where it was.
update platform.jobs set leased_until = clock_timestamp() - interval '1 second';
select is((platform.rescue_jobs()).requeued, 1, 'a dead worker''s step is taken back');
update platform.jobs set run_at = clock_timestamp();
insert into leases select 5, c.* from nexus.claim_ingestion('second worker') as c;
select results_eq(
    'select l.step, c.* from leases as l, nexus.chunks_to_embed(job_id) as c where n = 5', $$values ('embed', 3, 'c')$$,
    'and goes on where it was'
);
select is(nexus.save_embeddings(job_id, attempt, '{3}', pg_temp.vectors(1)), 0, 'none is missing') from leases where n = 5;
insert into leases select 6, c.* from nexus.claim_ingestion('worker') as c;
select is(nexus.fail_ingestion(job_id, attempt, 'disk full', retry => false), null, 'a step may be given up')
from leases where n = 6;
select results_eq(
    'select j.status, j.error, d.status from nexus.ingest_jobs as j, nexus.user_documents as d',
    $$values ('FAILED', 'disk full', 'FAILED')$$, 'which is told'
);
select is(nexus.retry_ingestion(ingest_id), 'index', 'it is tried again from there') from uploaded;
select throws_like(
    format('select nexus.retry_ingestion(%L)', ingest_id),
    'ingestion % cannot be tried again: job % does step index', 'but not twice at once'
) from uploaded;
insert into leases select 7, c.* from nexus.claim_ingestion('worker') as c;
select is(nexus.index_ingestion(job_id, attempt), 3, 'at last all chunks are found') from leases where n = 7;
select results_eq(
    'select chunk, tokens, subject, level, meta, "docId" from nexus.knowledge_assets order by chunk',
    $$select c, t, 'NSI', 'Terminale', jsonb_build_object('position', t), document_id
      from uploaded, (values ('a', 1), ('b', 2), ('c', 3)) as v (c, t)$$, 'with their subject and level'
);
select results_eq(
    'select j.status, j.step, j.progress, j.error, d.status from nexus.ingest_jobs as j, nexus.user_documents as d',
    $$values ('COMPLETED', 'index', 100, null, 'INDEXED')$$, 'the ingestion is completed'
);
select is(
    (select count(*) from nexus.audit_logs as l, uploaded as u where l.diff ->> 'docId' = u.document_id and l.actor = 'coach'),
    1::bigint, 'and one row of the log says so'
);
select is_empty('select from nexus.ingest_works', 'what it made on the way is gone');
select throws_like(
    format('select nexus.retry_ingestion(%L)', ingest_id),
    'ingestion % cannot be tried again: it is completed, or not there', 'it is not done again'
) from uploaded;

select lives_ok(format('select pg_temp.upload(%L, %L, %s)', kind, kind, bytes), format('%s of %s bytes can be ingested', kind, bytes))
from (values
    ('application/pdf', 26214400), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 1),
    ('image/png', 2), ('image/jpeg', 2)
) as taken (kind, bytes);
select throws_ok(
    format($$select nexus.upload_document(%L, %L, %s, %L, %L, %L, %L)$$, name, kind, bytes, key, hash, subject, level), 'NXI01',
    format('a file %s of %s with %s bytes and hash %s is not ingested', quote_nullable(name), quote_nullable(kind), bytes,
           quote_nullable(hash)),
    why
)
from (values
    ('n', 'application/pdf', 26214401, 'k', repeat('b', 64), 's', 'l', 'a file has 25 MB at most'),
    ('n', 'application/pdf', 0, 'k', repeat('b', 64), 's', 'l', 'and is not empty'),
    ('n', 'video/mp4', 1, 'k', repeat('b', 64), 's', 'l', 'and is of four kinds'),
    ('n', 'application/pdf', 1, 'k', repeat('b', 65), 's', 'l', 'a hash has 64 digits'),
    ('n', 'application/pdf', 1, 'k', 'x' || repeat('b', 64), 's', 'l', 'and nothing before them'),
    ('n', 'application/pdf', 1, 'k', null, 's', 'l', 'and is there'),
    (' ', 'application/pdf', 1, 'k', repeat('b', 64), 's', 'l', 'a file has a name'),
    ('n', 'application/pdf', 1, ' ', repeat('b', 64), 's', 'l', 'and lies somewhere'),
    ('n', 'application/pdf', 1, 'k', repeat('b', 64), ' ', 'l', 'it is of a subject'),
    ('n', 'application/pdf', 1, 'k', repeat('b', 64), 's', null, 'and of a level')
) as refused (name, kind, bytes, key, hash, subject, level, why);
set local app.current_user_id = 'parent';
select throws_ok(
    $$select pg_temp.upload('mine')$$,
    'NX002', 'only ADMIN, ASSISTANTE or COACH may do this, and the actor is PARENT', 'a parent uploads nothing'
);

select * from finish();
rollback;
