begin;
select plan(35);

select test.nexus_user('coach', 'COACH'), test.nexus_user('parent');
select test.nexus_act('coach');

create function pg_temp.upload(name text)
returns table (document_id text, ingest_id text, created boolean)
language sql
as $$
    select u.*
    from nexus.upload_document(
        name, 'application/pdf', 1000, 'key of ' || name, encode(sha256(name::bytea), 'hex'), 'NSI', 'Terminale'
    ) as u
$$;
create function pg_temp.vectors(how_many integer) returns extensions.vector[] language sql as $$
    select array_agg(array_fill(n, array[1536])::extensions.vector) from generate_series(1, how_many) as n
$$;

-- The others: one that failed, one of which another worker has embedded half, one that is in the library.
select pg_temp.upload('lost');
select nexus.fail_ingestion(job_id, attempt, 'no text', retry => false) from nexus.claim_ingestion('worker');
create temporary table other as select * from pg_temp.upload('other');
update nexus.ingest_works as w set step = 'embed', ocr_text = 'OTHER', clean_text = 'other'
    from other where w.ingest_id = other.ingest_id;
insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens, model, embedding)
    select ingest_id, n, 'other ' || n, n, case n when 1 then 'm' end, case n when 1 then (pg_temp.vectors(1))[1] end
    from other, generate_series(1, 2) as n;
select nexus.claim_ingestion('other worker');
select test.nexus_chunk('shelf', 'A chunk of the library.', 0);
update nexus.user_documents set status = 'INDEXED' where id = 'library';

-- It has been ingested before. Behind it another one waits.
create temporary table graphs as select * from pg_temp.upload('graphs');
update nexus.ingest_jobs as j set "createdAt" = now() - interval '1 hour' from graphs where j.id = graphs.ingest_id;
insert into nexus.ingest_jobs (id, "docId", status, "createdAt")
    select 'earlier', document_id, 'COMPLETED', now() - interval '2 hours' from graphs;
select test.nexus_chunk('old', 'What it said before.', 0, document => document_id) from graphs;
create temporary table waiting as select * from pg_temp.upload('waiting');

create temporary view ingestions as
    select case j.id when 'earlier' then 'earlier' else d."originalName" end as name,
           concat_ws(' ', j.status, j.step, j.progress, j.error, d.status, w.step, w.ocr_text, w.clean_text) as state,
           (select string_agg(format('%s %s', c.chunk, c.model), ', ' order by c.position)
            from nexus.ingest_chunks as c where c.ingest_id = j.id) as chunks,
           (select string_agg(format('%s %s', q.kind, q.worker), ', ' order by q.id)
            from platform.jobs as q where q.unique_key = j.id) as jobs,
           (select string_agg(k.chunk, ', ' order by k.chunk) from nexus.knowledge_assets as k where k."docId" = d.id) as found
    from nexus.user_documents as d
    left join nexus.ingest_jobs as j on j."docId" = d.id
    left join nexus.ingest_works as w on w.ingest_id = j.id;
create temporary table before as select * from ingestions where name not in ('graphs', 'earlier');
create function pg_temp.state() returns text language sql as $$ select state from ingestions where name = 'graphs' $$;
create function pg_temp.others_are_as_before(fact text) returns text language sql as $$
    select set_eq($i$select * from ingestions where name not in ('graphs', 'earlier')$i$, 'select * from before', fact)
$$;

select results_eq(
    $$select * from pg_temp.upload('graphs')$$, 'select document_id, ingest_id, false from graphs',
    'what is uploaded again is the same document, in its latest ingestion'
);

create temporary table leases as select 1 as n, c.* from nexus.claim_ingestion('worker') as c;
select results_eq(
    'select document_id, ingest_id, step, stored_at from leases',
    $$select document_id, ingest_id, 'ocr', 'key of graphs' from graphs$$, 'a worker gets one document, the first that waits'
);
select is(pg_temp.state(), 'RUNNING OCR 0 UPLOADED ocr', 'which is read');
select pg_temp.others_are_as_before('and no other');
-- Its turn has not come.
update platform.jobs set run_at = clock_timestamp() + interval '1 hour' from waiting where unique_key = ingest_id;

select nexus.save_ingested_text(job_id, attempt, 'READ') from leases where n = 1;
select is(pg_temp.state(), 'RUNNING clean 20 UPLOADED clean READ', 'what was read is saved');
select pg_temp.others_are_as_before('for this one alone');

insert into leases select 2, c.* from nexus.claim_ingestion('worker') as c;
select isnt(nexus.fail_ingestion(job_id, attempt, 'hiccup'), null, 'a step that fails is tried again') from leases where n = 2;
select is(pg_temp.state(), 'PENDING clean 20 hiccup UPLOADED clean READ', 'and why is told meanwhile');
select pg_temp.others_are_as_before('of this one alone');

update platform.jobs set run_at = clock_timestamp() from graphs where unique_key = ingest_id;
insert into leases select 3, c.* from nexus.claim_ingestion('worker') as c;
select nexus.save_ingested_text(job_id, attempt, 'read') from leases where n = 3;
select is(pg_temp.state(), 'RUNNING chunk 30 UPLOADED chunk READ read', 'then it is cleaned, and nothing is wrong any more');
select pg_temp.others_are_as_before('while the others are as they were');

insert into leases select 4, c.* from nexus.claim_ingestion('worker') as c;
select nexus.save_ingested_chunks(job_id, attempt, '[{"text": "a", "tokens": 1}, {"text": "b", "tokens": 2}]')
    from leases where n = 4;
select is(pg_temp.state(), 'RUNNING embed 40 UPLOADED embed READ read', 'it is cut');
select pg_temp.others_are_as_before('and they are not');

insert into leases select 5, c.* from nexus.claim_ingestion('worker') as c;
select throws_ok(
    format('select nexus.save_embeddings(%s, %s, %s, pg_temp.vectors(2))', job_id, attempt, positions),
    'NXI03', format('of %s embeddings %s belong to a chunk of ingestion %s', given, stored, ingest_id), why
)
from leases, (values
    ('''{1,9}''', 2, 1, 'all embeddings that are saved are of its chunks'),
    ('''{}''', 0, 0, 'there is one at least'), ('null', 0, 0, 'and they are there')
) as tried (positions, given, stored, why)
where n = 5;
select throws_like(
    format('select nexus.save_embeddings(%s, %s, ''{1}'', pg_temp.vectors(1))', job_id, attempt + 1),
    'attempt 2 of job % no longer has its lease: the job is in attempt 1', 'a worker without the lease saves not even some'
) from leases where n = 5;
select is(nexus.save_embeddings(job_id, attempt, '{1}', pg_temp.vectors(1)), 1, 'some of them are saved') from leases where n = 5;
select is(pg_temp.state(), 'RUNNING embed 65 UPLOADED embed READ read', 'which is half of the way from 40 to 90');
select pg_temp.others_are_as_before('for this one alone');
select is(nexus.save_embeddings(job_id, attempt, '{2}', pg_temp.vectors(1)), 0, 'none of its own is missing')
from leases where n = 5;
select is(pg_temp.state(), 'RUNNING index 90 UPLOADED index READ read', 'so it is indexed next');
select pg_temp.others_are_as_before('though another''s is missing');

insert into leases select 6, c.* from nexus.claim_ingestion('worker') as c;
select nexus.fail_ingestion(job_id, attempt, 'disk full', retry => false) from leases where n = 6;
select is(pg_temp.state(), 'FAILED index 90 disk full FAILED index READ read', 'a step is given up');
select pg_temp.others_are_as_before('and no other ingestion');
select test.nexus_act('parent');
select throws_ok(
    format('select nexus.retry_ingestion(%L)', ingest_id),
    'NX002', 'only ADMIN, ASSISTANTE or COACH may do this, and the actor is PARENT', 'a parent has nothing tried again'
) from graphs;
select test.nexus_act('coach');
-- As in a session in which nothing was tried again before.
discard plans;
select throws_ok(
    $$select nexus.retry_ingestion('earlier')$$,
    'NXI04', 'ingestion ''earlier'' cannot be tried again: it is completed, or not there', 'what is completed is not tried again'
);
select is(nexus.retry_ingestion(ingest_id), 'index', 'a coach has') from graphs;
select is(pg_temp.state(), 'PENDING index 90 UPLOADED index READ read', 'it waits, and nothing is wrong');
select pg_temp.others_are_as_before('but the one that failed stays so');

insert into leases select 7, c.* from nexus.claim_ingestion('worker') as c;
select is(nexus.index_ingestion(job_id, attempt), 2, 'its chunks are indexed') from leases where n = 7;
select results_eq(
    $$select name, state, jobs, found from ingestions where name in ('earlier', 'graphs') order by name$$,
    $$values ('earlier', 'COMPLETED queued 0 INDEXED', null, 'a, b'), ('graphs', 'COMPLETED index 100 INDEXED', null, 'a, b')$$,
    'they take the place of what the document said before'
);
select pg_temp.others_are_as_before('and of nothing else');

-- A document that is deleted leaves its job in the queue.
delete from nexus.user_documents using waiting where id = document_id;
update platform.jobs set run_at = clock_timestamp() from waiting where unique_key = ingest_id;
select is_empty($$select * from nexus.claim_ingestion('worker')$$, 'a document that was deleted is nobody''s work');
select results_eq(
    'select a.outcome, a.result from platform.jobs_archive as a join waiting on a.unique_key = ingest_id',
    $$values ('done', '"the document is gone"'::jsonb)$$, 'and its job is done'
);

select * from finish();
rollback;
