-- depends: nexus-0205-book-without-detours
--
-- Who asked first thing in a session to try an ingestion again that is completed, or not there, was told of a record that
-- is not assigned: nothing had said yet which columns that has. What the queue answers now has types of its own.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create or replace function nexus.retry_ingestion(of_ingest text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works;
    job bigint;
    begun boolean;
begin
    perform nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH');
    select * into work from nexus.ingest_works as w where w.ingest_id = of_ingest for no key update;
    if found then
        select e.job_id, e.created into job, begun
        from platform.enqueue_job(
            'nexus.ingest', work.step, jsonb_build_object('ingest', of_ingest), live_key => of_ingest
        ) as e;
    end if;
    if begun is not true then
        raise exception 'ingestion % cannot be tried again: %', quote_nullable(of_ingest),
            case when work.ingest_id is null then 'it is completed, or not there'
                 else format('job %s does step %s', job, work.step) end
            using errcode = 'NXI04',
                  hint = 'What waits or runs is not begun a second time.';
    end if;
    update nexus.ingest_works as w set job_id = job where w.ingest_id = of_ingest;
    update nexus.ingest_jobs as j set status = 'PENDING', error = null where j.id = of_ingest and j.status <> 'PENDING';
    update nexus.user_documents as d
    set status = 'UPLOADED'
    from nexus.ingest_jobs as j
    where j.id = of_ingest and d.id = j."docId" and d.status = 'FAILED';
    return work.step;
end
$$;
