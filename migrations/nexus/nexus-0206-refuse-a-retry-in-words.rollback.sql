set local role nexus_owner;

create or replace function nexus.retry_ingestion(of_ingest text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works;
    job record;
begin
    perform nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH');
    select * into work from nexus.ingest_works as w where w.ingest_id = of_ingest for no key update;
    if found then
        select * into job
        from platform.enqueue_job(
            'nexus.ingest', work.step, jsonb_build_object('ingest', of_ingest), live_key => of_ingest
        );
    end if;
    if work.ingest_id is null or not job.created then
        raise exception 'ingestion % cannot be tried again: %', quote_nullable(of_ingest),
            case when work.ingest_id is null then 'it is completed, or not there'
                 else format('job %s does step %s', job.job_id, work.step) end
            using errcode = 'NXI04',
                  hint = 'What waits or runs is not begun a second time.';
    end if;
    update nexus.ingest_works as w set job_id = job.job_id where w.ingest_id = of_ingest;
    update nexus.ingest_jobs as j set status = 'PENDING', error = null where j.id = of_ingest and j.status <> 'PENDING';
    update nexus.user_documents as d
    set status = 'UPLOADED'
    from nexus.ingest_jobs as j
    where j.id = of_ingest and d.id = j."docId" and d.status = 'FAILED';
    return work.step;
end
$$;
