-- depends: nexus-0154-add-payment-functions
--
-- The ingestion of a document: OCR → clean → chunk → embed → index, each step a job of the platform's queue. What a step made
-- is stored in the transaction that finishes its job and enqueues the next, so a worker that dies leaves the ingestion where
-- the last finished step left it; embeddings are stored in batches, so that the longest step goes on where it was. The chunks
-- become part of the library all at once, in the last step: a document is never found half.
--
-- States of ingest_jobs: PENDING → RUNNING → COMPLETED or FAILED; FAILED → PENDING when somebody has it tried again.
--
-- What is uploaded is one of four kinds of file of at most 25 MB, and is there once: the key is the SHA-256 of its content.
--
-- SHARE ROW EXCLUSIVE on ingest_jobs for an instant; rewrites nothing. The rollback loses what unfinished ingestions made.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXI01', 'The file is not of a kind or a size that is ingested.', 'pdf, docx, png or jpg, at most 25 MB.'),
    ('NXI02', 'The job is not an ingestion at this step.', 'Claim again, and do the step that is given.'),
    ('NXI03', 'What a step made makes no sense.', 'See the message; fail the job if the document is to blame.'),
    ('NXI04', 'The ingestion cannot be tried again.', 'See the message: it has the state.');

insert into nexus.transitions (relation, old_status, new_status) values
    ('ingest_jobs', 'PENDING', 'RUNNING'),
    ('ingest_jobs', 'RUNNING', 'COMPLETED'),
    ('ingest_jobs', 'RUNNING', 'FAILED'),
    ('ingest_jobs', 'RUNNING', 'PENDING'),
    ('ingest_jobs', 'FAILED', 'PENDING');

create table nexus.ingest_works (
    ingest_id text not null,
    job_id bigint not null,
    step text not null,
    subject text not null,
    level text not null,
    uploaded_by text not null,
    ocr_text text,
    clean_text text,
    constraint ingest_works_pkey primary key (ingest_id),
    constraint ingest_works_job_id_key unique (job_id),
    constraint ingest_works_ingest_id_fkey foreign key (ingest_id)
        references nexus.ingest_jobs (id) on delete cascade on update cascade,
    constraint ingest_works_step_is_known check (step in ('ocr', 'clean', 'chunk', 'embed', 'index')),
    constraint ingest_works_has_what_its_step_reads check (
        (step not in ('clean', 'chunk', 'embed', 'index') or ocr_text is not null)
        and (step not in ('chunk', 'embed', 'index') or clean_text is not null)
    )
);

comment on table nexus.ingest_works is
    'What the ingestions that are under way have made so far. Written through functions only.';
comment on column nexus.ingest_works.ingest_id is
    'The ingestion; the row goes when it is completed.';
comment on column nexus.ingest_works.job_id is
    'The job of the platform''s queue that does the step.';
comment on column nexus.ingest_works.step is
    'Which step is to be done: ocr, clean, chunk, embed or index.';
comment on column nexus.ingest_works.subject is
    'School subject that the chunks will have.';
comment on column nexus.ingest_works.level is
    'Class that the chunks will have.';
comment on column nexus.ingest_works.uploaded_by is
    'Id of the user who uploaded it; written to the log at the end, so no foreign key.';
comment on column nexus.ingest_works.ocr_text is
    'What was read from the file.';
comment on column nexus.ingest_works.clean_text is
    'The same without what does not belong to it.';

create table nexus.ingest_chunks (
    ingest_id text not null,
    position integer not null,
    chunk text not null,
    tokens integer not null,
    model text,
    embedding extensions.vector(1536),
    constraint ingest_chunks_pkey primary key (ingest_id, position),
    constraint ingest_chunks_ingest_id_fkey foreign key (ingest_id)
        references nexus.ingest_works (ingest_id) on delete cascade on update cascade,
    constraint ingest_chunks_chunk_is_not_blank check (chunk ~ '\S'),
    constraint ingest_chunks_tokens_is_positive check (tokens > 0),
    constraint ingest_chunks_embedding_has_its_model check ((embedding is null) = (model is null))
);

comment on table nexus.ingest_chunks is
    'Chunks of documents whose ingestion is under way. Written through functions only.';
comment on column nexus.ingest_chunks.ingest_id is
    'The ingestion.';
comment on column nexus.ingest_chunks.position is
    'Counts the chunks of the document from 1.';
comment on column nexus.ingest_chunks.chunk is
    'The text.';
comment on column nexus.ingest_chunks.tokens is
    'Length in tokens of the model.';
comment on column nexus.ingest_chunks.model is
    'The model that made the embedding.';
comment on column nexus.ingest_chunks.embedding is
    'NULL until it is made.';

alter table nexus.ingest_works enable row level security;
create policy ingest_works_app on nexus.ingest_works for all to nexus_app using (true) with check (true);
comment on policy ingest_works_app on nexus.ingest_works is 'The server of the application answers for who does what.';
create policy ingest_works_readonly on nexus.ingest_works for select to nexus_readonly using (true);
comment on policy ingest_works_readonly on nexus.ingest_works is 'Reports count everybody.';

alter table nexus.ingest_chunks enable row level security;
create policy ingest_chunks_app on nexus.ingest_chunks for all to nexus_app using (true) with check (true);
comment on policy ingest_chunks_app on nexus.ingest_chunks is 'The server of the application answers for who does what.';
create policy ingest_chunks_readonly on nexus.ingest_chunks for select to nexus_readonly using (true);
comment on policy ingest_chunks_readonly on nexus.ingest_chunks is 'Reports count everybody.';

grant select on nexus.ingest_works, nexus.ingest_chunks to nexus_app, nexus_readonly;

select privacy.describe_table('nexus.ingest_works');
select privacy.describe_table('nexus.ingest_chunks');
select privacy.describe_link('nexus.ingest_works', '{ingest_id}', 'nexus.ingest_jobs', '{id}', on_erase => 'keep', belongs => false);
select privacy.describe_link(
    'nexus.ingest_chunks', '{ingest_id}', 'nexus.ingest_works', '{ingest_id}', on_erase => 'keep', belongs => false
);
select privacy.describe_column('nexus.ingest_works', name, 'none')
from unnest('{ingest_id,job_id,step,subject,level,uploaded_by,ocr_text,clean_text}'::text[]) as name;
select privacy.describe_column('nexus.ingest_chunks', name, 'none')
from unnest('{ingest_id,position,chunk,tokens,model,embedding}'::text[]) as name;

create trigger keep_to_transitions
    after update on nexus.ingest_jobs
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();

create function nexus.upload_document(
    original_name text,
    media_type text,
    bytes bigint,
    stored_at text,
    content_hash text,
    about text,
    for_level text,
    out document_id text,
    out ingest_id text,
    out created boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    uploader constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH');
    job bigint;
begin
    if bytes is null or bytes not between 1 and 26214400
        or media_type is null or media_type not in (
            'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/png', 'image/jpeg'
        )
        or coalesce(content_hash, '') !~ '^[0-9a-f]{64}$'
        or coalesce(original_name, '') !~ '\S' or coalesce(stored_at, '') !~ '\S'
        or coalesce(about, '') !~ '\S' or coalesce(for_level, '') !~ '\S'
    then
        raise exception 'a file % of % with % bytes and hash % is not ingested', quote_nullable(original_name),
            quote_nullable(media_type), coalesce(bytes::text, 'no'), quote_nullable(content_hash)
            using errcode = 'NXI01',
                  hint = 'pdf, docx, png or jpg of 1 to 26214400 bytes, with its SHA-256 in hexadecimal, where it lies, its '
                         'subject and its level.';
    end if;
    loop
        insert into nexus.user_documents as d ("ownerId", "ownerRole", "originalName", mime, "storageKey", "contentHash", meta)
        select u.id, u.role::text, original_name, media_type, stored_at, content_hash,
               jsonb_build_object('bytes', bytes, 'subject', about, 'level', for_level)
        from nexus.users as u
        where u.id = uploader
        on conflict ("contentHash") where "contentHash" is not null do nothing
        returning d.id into document_id;
        created := found;
        exit when created;
        select d.id, j.id into document_id, ingest_id
        from nexus.user_documents as d
        left join nexus.ingest_jobs as j on j."docId" = d.id
        where d."contentHash" = content_hash
        order by j."createdAt" desc nulls last
        limit 1;
        if found then
            return;
        end if;
    end loop;
    insert into nexus.ingest_jobs ("docId") values (document_id) returning id into ingest_id;
    select e.job_id into job
    from platform.enqueue_job('nexus.ingest', 'ocr', jsonb_build_object('ingest', ingest_id), live_key => ingest_id) as e;
    insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by)
    values (upload_document.ingest_id, job, 'ocr', about, for_level, uploader);
end
$$;

comment on function nexus.upload_document(text, text, bigint, text, text, text, text) is
    'Enters a file that lies in the object store and enqueues its ingestion, by ADMIN, ASSISTANTE or COACH. The same content '
    'is there once: created is false and the document the one that is there. Raises NXI01.';

create function nexus.claim_ingestion(worker_name text, lease_time interval default '5 minutes')
    returns table (
        job_id bigint,
        attempt integer,
        ingest_id text,
        document_id text,
        stored_at text,
        media_type text,
        step text,
        input text
    )
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    job record;
    work nexus.ingest_works;
begin
    select c.id, c.attempts into job from platform.claim_jobs('nexus.ingest', worker_name, 1, lease_time) as c;
    if not found then
        return;
    end if;
    select * into work from nexus.ingest_works as w where w.job_id = job.id;
    if not found then
        -- Its document was deleted.
        perform platform.finish_job(job.id, job.attempts, '"the document is gone"');
        return;
    end if;
    update nexus.ingest_jobs as j
    set status = 'RUNNING', step = case work.step when 'ocr' then 'OCR' else work.step end
    where j.id = work.ingest_id;
    return query
        select job.id, job.attempts, work.ingest_id, d.id, d."storageKey", d.mime, work.step,
               case work.step when 'clean' then work.ocr_text when 'chunk' then work.clean_text end
        from nexus.ingest_jobs as j
        join nexus.user_documents as d on d.id = j."docId"
        where j.id = work.ingest_id;
end
$$;

comment on function nexus.claim_ingestion(text, interval) is
    'Gives a worker the next step of an ingestion, with a lease, and what the step reads. No row if there is nothing to do. '
    'Commit at once, do the work, then save it.';

create function nexus.require_ingestion(of_job bigint, variadic steps text[]) returns nexus.ingest_works
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    work nexus.ingest_works;
begin
    select * into work from nexus.ingest_works as w where w.job_id = of_job for no key update;
    if not found or work.step <> all (steps) then
        raise exception 'job % is not at step %: it is %', coalesce(of_job::text, 'NULL'), array_to_string(steps, ' or '),
            coalesce('at ' || work.step, 'no ingestion, or done')
            using errcode = 'NXI02',
                  hint = 'Roll back and claim again.';
    end if;
    return work;
end
$$;

comment on function nexus.require_ingestion(bigint, text[]) is
    'The ingestion that this job does, locked; it is at one of these steps. Raises NXI02.';

create function nexus.advance_ingestion(work nexus.ingest_works, attempt integer, next_step text, percent integer) returns void
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    job bigint;
begin
    perform platform.finish_job(work.job_id, attempt);
    select e.job_id into job
    from platform.enqueue_job(
        'nexus.ingest', next_step, jsonb_build_object('ingest', work.ingest_id), live_key => work.ingest_id
    ) as e;
    update nexus.ingest_works as w set job_id = job, step = next_step where w.ingest_id = work.ingest_id;
    update nexus.ingest_jobs as j set step = next_step, progress = percent, error = null where j.id = work.ingest_id;
end
$$;

comment on function nexus.advance_ingestion(nexus.ingest_works, integer, text, integer) is
    'The step is done: finishes its job and enqueues that of the next. Raises PFJ02 if the lease is lost.';

create function nexus.save_ingested_text(of_job bigint, attempt integer, content text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works := nexus.require_ingestion(of_job, 'ocr', 'clean');
begin
    if content is null or content !~ '\S' then
        raise exception 'step % of ingestion % made no text', work.step, work.ingest_id
            using errcode = 'NXI03',
                  hint = 'If there is nothing to read: nexus.fail_ingestion(), without another try.';
    end if;
    if work.step = 'ocr' then
        update nexus.ingest_works as w set ocr_text = content where w.ingest_id = work.ingest_id;
        perform nexus.advance_ingestion(work, attempt, 'clean', 20);
        return 'clean';
    end if;
    update nexus.ingest_works as w set clean_text = content where w.ingest_id = work.ingest_id;
    perform nexus.advance_ingestion(work, attempt, 'chunk', 30);
    return 'chunk';
end
$$;

comment on function nexus.save_ingested_text(bigint, integer, text) is
    'Stores what OCR read or what cleaning left, and goes on to the next step, which it names. Raises NXI02, NXI03, PFJ02.';

create function nexus.save_ingested_chunks(of_job bigint, attempt integer, chunks jsonb) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works := nexus.require_ingestion(of_job, 'chunk');
    stored integer;
begin
    insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens)
    select work.ingest_id, c.position, c.content ->> 'text', (c.content ->> 'tokens')::integer
    from jsonb_array_elements(chunks) with ordinality as c (content, position);
    get diagnostics stored = row_count;
    if stored = 0 then
        raise exception 'step chunk of ingestion % made no chunk', work.ingest_id
            using errcode = 'NXI03',
                  hint = 'Pass an array of {"text", "tokens"}.';
    end if;
    perform nexus.advance_ingestion(work, attempt, 'embed', 40);
    return stored;
end
$$;

comment on function nexus.save_ingested_chunks(bigint, integer, jsonb) is
    'Stores the chunks, an array of {"text", "tokens"} in their order; how many there are. Raises NXI02, NXI03, PFJ02.';

create function nexus.chunks_to_embed(of_job bigint, how_many integer default 64)
    returns table ("position" integer, chunk text)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select c.position, c.chunk
    from nexus.ingest_works as w
    join nexus.ingest_chunks as c on c.ingest_id = w.ingest_id
    where w.job_id = of_job and w.step = 'embed' and c.embedding is null
    order by c.position
    limit how_many
$$;

comment on function nexus.chunks_to_embed(bigint, integer) is
    'The next chunks without an embedding.';

create function nexus.save_embeddings(
    of_job bigint,
    attempt integer,
    positions integer[],
    embeddings extensions.vector[],
    by_model text default 'text-embedding-3-small',
    lease_time interval default '5 minutes'
)
    returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works := nexus.require_ingestion(of_job, 'embed');
    stored integer;
    missing integer;
    total integer;
begin
    update nexus.ingest_chunks as c
    set embedding = given.vector, model = by_model
    from unnest(positions, embeddings) as given (position, vector)
    where c.ingest_id = work.ingest_id and c.position = given.position and given.vector is not null;
    get diagnostics stored = row_count;
    if stored <> cardinality(positions) or stored = 0 then
        raise exception 'of % embeddings % belong to a chunk of ingestion %',
            coalesce(cardinality(positions), 0), stored, work.ingest_id
            using errcode = 'NXI03',
                  hint = 'Pass positions of nexus.chunks_to_embed(), each with its embedding.';
    end if;
    select count(*) filter (where c.embedding is null), count(*) into missing, total
    from nexus.ingest_chunks as c
    where c.ingest_id = work.ingest_id;
    if missing = 0 then
        perform nexus.advance_ingestion(work, attempt, 'index', 90);
    else
        perform platform.heartbeat_job(of_job, attempt, lease_time);
        update nexus.ingest_jobs as j
        set progress = 40 + 50 * (total - missing) / total
        where j.id = work.ingest_id;
    end if;
    return missing;
end
$$;

comment on function nexus.save_embeddings(bigint, integer, integer[], extensions.vector[], text, interval) is
    'Stores embeddings of some chunks and prolongs the lease; how many are missing. With the last one it goes on to the index. '
    'Raises NXI02, NXI03, PFJ02.';

create function nexus.index_ingestion(of_job bigint, attempt integer) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works := nexus.require_ingestion(of_job, 'index');
    document text;
    indexed integer;
begin
    perform platform.finish_job(of_job, attempt);
    update nexus.ingest_jobs as j
    set status = 'COMPLETED', progress = 100, error = null
    where j.id = work.ingest_id
    returning j."docId" into document;
    delete from nexus.knowledge_assets as k where k."docId" = document;
    insert into nexus.knowledge_assets ("docId", subject, level, chunk, tokens, embedding, model, meta)
    select document, work.subject, work.level, c.chunk, c.tokens, c.embedding, c.model, jsonb_build_object('position', c.position)
    from nexus.ingest_chunks as c
    where c.ingest_id = work.ingest_id
    order by c.position;
    get diagnostics indexed = row_count;
    update nexus.user_documents as d set status = 'INDEXED' where d.id = document;
    insert into nexus.audit_logs (actor, action, diff)
    values (work.uploaded_by, 'RAG_INGEST',
            jsonb_build_object('docId', document, 'ingestId', work.ingest_id, 'chunks', indexed));
    delete from nexus.ingest_works as w where w.ingest_id = work.ingest_id;
    return indexed;
end
$$;

comment on function nexus.index_ingestion(bigint, integer) is
    'The last step: all chunks become part of the library at once, in the place of those that an earlier ingestion made, and '
    'one row of the log says so. How many. Raises NXI02, PFJ02.';

create function nexus.fail_ingestion(of_job bigint, attempt integer, reason text, retry boolean default true)
    returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    work nexus.ingest_works := nexus.require_ingestion(of_job, 'ocr', 'clean', 'chunk', 'embed', 'index');
    again timestamptz := platform.fail_job(of_job, attempt, reason, retry);
begin
    update nexus.ingest_jobs as j
    set error = reason, status = case when again is null then 'FAILED' else 'PENDING' end
    where j.id = work.ingest_id;
    if again is null then
        update nexus.user_documents as d
        set status = 'FAILED'
        from nexus.ingest_jobs as j
        where j.id = work.ingest_id and d.id = j."docId";
    end if;
    return again;
end
$$;

comment on function nexus.fail_ingestion(bigint, integer, text, boolean) is
    'A step failed: when it is tried again, or NULL if it is given up; then the ingestion and the document are FAILED, and what '
    'was made so far is kept. Raises NXI02, PFJ02.';

create function nexus.retry_ingestion(of_ingest text) returns text
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

comment on function nexus.retry_ingestion(text) is
    'The staff has an ingestion tried again that was given up: it goes on with the step that failed, which it names. Raises '
    'NXI04.';

grant execute on function nexus.upload_document(text, text, bigint, text, text, text, text), nexus.retry_ingestion(text)
    to nexus_app, nexus_user;

grant execute on function
    nexus.claim_ingestion(text, interval),
    nexus.save_ingested_text(bigint, integer, text),
    nexus.save_ingested_chunks(bigint, integer, jsonb),
    nexus.chunks_to_embed(bigint, integer),
    nexus.save_embeddings(bigint, integer, integer[], extensions.vector[], text, interval),
    nexus.index_ingestion(bigint, integer),
    nexus.fail_ingestion(bigint, integer, text, boolean)
    to nexus_app;
