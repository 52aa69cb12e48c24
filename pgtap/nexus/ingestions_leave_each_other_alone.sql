begin;
select plan(18);

select test.nexus_world();
delete from nexus.user_documents;
set local app.current_user_id = 'coach';

create temporary table leases as select * from nexus.claim_ingestion('nobody');
create function pg_temp.upload(stored_at text) returns text language sql as $$
    select ingest_id
    from nexus.upload_document(
        stored_at, 'image/png', 1000, stored_at, encode(sha256(stored_at::bytea), 'hex'), 'Of ' || stored_at, 'Terminale'
    )
$$;
create function pg_temp.claim() returns table (of text, what text, reads text) language plpgsql as $$
begin
    insert into leases select * from nexus.claim_ingestion('worker');
    return query select stored_at, step, input from leases order by job_id desc limit 1;
end
$$;
-- Does the step that was claimed last.
create function pg_temp.work() returns void language sql as $$
    select case l.step
        when 'chunk' then nexus.save_ingested_chunks(
            l.job_id, l.attempt, jsonb_build_array(jsonb_build_object('text', 'Chunk of ' || l.stored_at, 'tokens', 1))
        )::text
        when 'embed'
            then nexus.save_embeddings(l.job_id, l.attempt, '{1}', array[array_fill(1, array[1536])::extensions.vector])::text
        when 'index' then nexus.index_ingestion(l.job_id, l.attempt)::text
        else nexus.save_ingested_text(l.job_id, l.attempt, l.step || ' of ' || l.stored_at)
    end
    from leases as l
    order by l.job_id desc
    limit 1
$$;
create function pg_temp.work(steps integer) returns void language plpgsql as $$
begin
    for step in 1..steps loop
        perform * from pg_temp.claim();
        perform pg_temp.work();
    end loop;
end
$$;
create function pg_temp.states() returns setof text language sql as $$
    select concat_ws(' ', d."storageKey", j.status, j.step, j.progress, j.error, d.status)
    from nexus.ingest_jobs as j
    join nexus.user_documents as d on d.id = j."docId"
    order by d."storageKey"
$$;
create function pg_temp.others() returns setof text language sql as $$
    select (d, j, w, c)::text
    from nexus.user_documents as d
    join nexus.ingest_jobs as j on j."docId" = d.id
    left join nexus.ingest_works as w on w.ingest_id = j.id
    left join nexus.ingest_chunks as c on c.ingest_id = j.id
    where d."storageKey" <> 'b'
$$;

-- One document has been cut into chunks when the others come.
select pg_temp.upload('a');
select pg_temp.work(3);
select pg_temp.upload('b'), pg_temp.upload('c');
select results_eq('select * from pg_temp.claim()', $$values ('a', 'embed', null::text)$$, 'the step that waits longest is done first');
select lives_ok(
    format('select nexus.fail_ingestion(%s, %s, ''no model'', retry => false)', job_id, attempt), 'it fails'
) from leases order by job_id desc limit 1;
select results_eq(
    'select pg_temp.states()',
    array['a FAILED embed 40 no model FAILED', 'b PENDING queued 0 UPLOADED', 'c PENDING queued 0 UPLOADED'],
    'one is given up, and the others wait'
);
select results_eq('select * from pg_temp.claim()', $$values ('b', 'ocr', null::text)$$, 'a worker takes up the next');
select results_eq(
    'select pg_temp.states()',
    array['a FAILED embed 40 no model FAILED', 'b RUNNING OCR 0 UPLOADED', 'c PENDING queued 0 UPLOADED'],
    'and no other'
);
select results_eq(
    $$select stored_at from nexus.claim_ingestion('other')$$, array['c'], 'which another worker takes up at the same time'
);

create temporary table before as select pg_temp.others() as row;
select lives_ok('select pg_temp.work()', 'the step is done');
select results_eq('select * from pg_temp.claim()', $$values ('b', 'clean', 'ocr of b')$$, 'a step reads the text of its document');
select pg_temp.work();
select results_eq('select * from pg_temp.claim()', $$values ('b', 'chunk', 'clean of b')$$, 'and so does the next');
select lives_ok('select pg_temp.work(); select pg_temp.work(2)', 'and those that follow');
select set_eq(
    'select subject, chunk from nexus.knowledge_assets', $$values ('Of b', 'Chunk of b')$$, 'its chunks are found, and no other''s'
);
select set_eq('select pg_temp.others()', 'select row from before', 'the others are as they were');

-- A document is deleted while it waits.
select pg_temp.upload('d');
delete from nexus.user_documents where "storageKey" = 'd';
select is_empty($$select * from nexus.claim_ingestion('worker')$$, 'a document that is gone is no work');
select results_eq(
    'select outcome, result from platform.jobs_archive order by id desc limit 1',
    $$values ('done', '"the document is gone"'::jsonb)$$, 'its job is done, and says why'
);
select is_empty(
    $$select from platform.jobs where queue = 'nexus.ingest' and worker = 'worker'$$, 'nobody is at work on it'
);
-- As in a session in which nothing was tried again before.
discard plans;
select throws_ok(
    format('select nexus.retry_ingestion(%L)', j.id),
    'NXI04', format('ingestion %L cannot be tried again: it is completed, or not there', j.id), 'what is completed is not tried again'
)
from nexus.ingest_jobs as j
join nexus.user_documents as d on d.id = j."docId"
where d."storageKey" = 'b';
select lives_ok(format('select nexus.retry_ingestion(%L)', j.id), 'what was given up is tried again')
from nexus.ingest_jobs as j
join nexus.user_documents as d on d.id = j."docId"
where d."storageKey" = 'a';
select results_eq(
    'select pg_temp.states()',
    array['a PENDING embed 40 UPLOADED', 'b COMPLETED index 100 INDEXED', 'c RUNNING OCR 0 UPLOADED'],
    'and the others stay'
);

select * from finish();
rollback;
