set local role nexus_owner;

-- Loads the library of the extension: before that its settings are unknown, and only a superuser could name them.
do $$
begin
    perform '[1]'::extensions.vector;
end
$$;

create or replace function nexus.search_knowledge(
    words text default null,
    embedding extensions.vector default null,
    k integer default 8,
    of_subject text default null,
    of_level text default null,
    vector_weight double precision default 1,
    text_weight double precision default 1,
    rrf_k integer default 60,
    diversity double precision default 0,
    embedding_model text default 'text-embedding-3-small'
)
    returns table (
        id text,
        "docId" text,
        "originalName" text,
        subject text,
        level text,
        chunk text,
        meta jsonb,
        score double precision,
        distance double precision,
        vector_rank integer,
        text_rank integer
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
    set hnsw.iterative_scan = 'relaxed_order'
    set hnsw.ef_search = 100
    set hnsw.scan_mem_multiplier = 2
    set enable_sort = off
as $$
declare
    reader constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');
    -- Up to here every row that passes the filters is compared.
    few constant integer := 2000;
    candidates constant integer := greatest(5 * k, 50);
    documents text[];
    filters constant text :=
        '($2 is null or a."docId" = any ($2)) and ($3 is null or a.subject = $3) and ($4 is null or a.level = $4)';
    matching integer;
    vector_ids text[] := '{}';
    distances double precision[] := '{}';
    text_ids text[] := '{}';
    french tsquery;
    english tsquery;
    pool_ids text[];
    scores double precision[];
    vectors extensions.vector[];
    nearest double precision[];
    chosen integer[] := '{}';
    best integer;
begin
    if k is null or k not between 1 and 50 then
        raise exception 'k is %: a search has 1 to 50 results', coalesce(k::text, 'NULL')
            using errcode = 'NXF01',
                  hint = 'Ask for fewer, or search again with narrower filters.';
    end if;
    if coalesce(words, '') !~ '\S' and embedding is null then
        raise exception 'there are neither words nor an embedding to search for'
            using errcode = 'NXF02',
                  hint = 'Give one of them, or both.';
    end if;
    if extensions.vector_dims(embedding) <> 1536 then
        raise exception 'the embedding has % numbers, those of the library have 1536', extensions.vector_dims(embedding)
            using errcode = 'NXF02',
                  hint = 'Embed the question with the model that embedded the library.';
    end if;
    if extensions.vector_norm(embedding) = 0 then
        raise exception 'the embedding has no direction: all its numbers are zero'
            using errcode = 'NXF02',
                  hint = 'Search by words alone.';
    end if;
    if not coalesce(
        vector_weight >= 0 and text_weight >= 0 and vector_weight + text_weight > 0 and rrf_k >= 1
            and diversity between 0 and 1
            and greatest(vector_weight, text_weight) < 'infinity',
        false
    ) then
        raise exception 'weights %, %, constant % and diversity % make no ranking',
            coalesce(vector_weight::text, 'NULL'), coalesce(text_weight::text, 'NULL'), coalesce(rrf_k::text, 'NULL'),
            coalesce(diversity::text, 'NULL')
            using errcode = 'NXF03',
                  hint = 'Weights are not negative and not both zero, rrf_k is at least 1, diversity is 0 to 1.';
    end if;

    -- Who may read everything needs no list of documents.
    select array_agg(d.id) into documents
    from nexus.users as u
    join nexus.user_documents as d on nexus.may_read_document(d."ownerId", d."ownerRole", u.id, u.role)
    where u.id = reader and u.role not in ('ADMIN', 'ASSISTANTE');
    if documents is null
        and not exists (select from nexus.users as u where u.id = reader and u.role in ('ADMIN', 'ASSISTANTE'))
    then
        return;
    end if;

    if embedding is not null and vector_weight > 0 then
        execute 'select count(*) from (select from nexus.knowledge_assets as a where a.model = $1 and ' || filters
            || ' limit $5) as found'
            into matching using embedding_model, documents, of_subject, of_level, few + 1;
        if matching > few then
            execute 'select coalesce(array_agg(n.id order by n.distance, n.id) filter (where n.distance <> ''NaN''), ''{}''), '
                    '    coalesce(array_agg(n.distance order by n.distance, n.id) filter (where n.distance <> ''NaN''), ''{}'') '
                    'from (select a.id, a.embedding operator(extensions.<=>) $6 as distance '
                    '    from nexus.knowledge_assets as a where a.model = $1 and ' || filters
                || '     order by a.embedding operator(extensions.<=>) $6 limit $5) as n'
                into vector_ids, distances
                using embedding_model, documents, of_subject, of_level, candidates, embedding;
        end if;
        if cardinality(vector_ids) < least(candidates, matching) then
            -- A sum is not what the index is ordered by.
            execute 'select coalesce(array_agg(n.id order by n.distance, n.id) filter (where n.distance <> ''NaN''), ''{}''), '
                    '    coalesce(array_agg(n.distance order by n.distance, n.id) filter (where n.distance <> ''NaN''), ''{}'') '
                    'from (select a.id, (a.embedding operator(extensions.<=>) $6) + 0 as distance '
                    '    from nexus.knowledge_assets as a where a.model = $1 and ' || filters
                || '     order by 2, 1 limit $5) as n'
                into vector_ids, distances
                using embedding_model, documents, of_subject, of_level, candidates, embedding;
        end if;
    end if;

    if words ~ '\S' and text_weight > 0 then
        french := nexus.words_query('nexus.french', words, false);
        english := nexus.words_query('nexus.english', words, false);
        execute 'select coalesce(array_agg(n.id order by n.place), ''{}'') '
                'from ( '
                '    select a.id, row_number() over ( '
                '        order by a.words @@ l.whole desc, ts_rank(a.words, l.query, 1) desc, a.id '
                '    ) as place '
                '    from nexus.knowledge_assets as a '
                '    cross join lateral ( '
                '        select case when c.english then $6 else $5 end as query, '
                '               case when c.english then $9 else $8 end as whole '
                '        from (select nexus.text_configuration(a.subject, a.meta) '
                '                  = ''nexus.english''::regconfig as english) as c '
                '    ) as l '
                '    where (a.words @@ $5 or a.words @@ $6) and a.words @@ l.query and ' || filters
            || '    order by place limit $7 '
               ') as n'
            into text_ids
            using embedding_model, documents, of_subject, of_level, french, english, candidates,
                nexus.words_query('nexus.french', words, true), nexus.words_query('nexus.english', words, true);
    end if;

    select array_agg(f.id order by f.score desc, f.id), array_agg(f.score order by f.score desc, f.id)
    into pool_ids, scores
    from (
        select r.id, sum(r.weight / (rrf_k + r.place)) as score
        from (
            select v.id, v.place, vector_weight as weight from unnest(vector_ids) with ordinality as v (id, place)
            union all
            select t.id, t.place, text_weight from unnest(text_ids) with ordinality as t (id, place)
        ) as r
        group by r.id
        order by 2 desc, 1
        limit case when diversity > 0 then 4 * k else k end
    ) as f;

    if diversity > 0 and cardinality(pool_ids) > 0 then
        select array_agg(a.embedding order by p.place) into vectors
        from unnest(pool_ids) with ordinality as p (id, place)
        join nexus.knowledge_assets as a on a.id = p.id;
        nearest := array_fill(0::double precision, array[cardinality(pool_ids)]);
        while cardinality(chosen) < least(k, cardinality(pool_ids)) loop
            select c.n into best
            from generate_subscripts(pool_ids, 1) as c (n)
            where c.n <> all (chosen)
            order by (1 - diversity) * scores[c.n] / scores[1] - diversity * nearest[c.n] desc, c.n
            limit 1;
            chosen := chosen || best;
            select array_agg(
                       greatest(
                           nearest[c.n],
                           -- A vector without direction is like no other.
                           coalesce(nullif(1 - (vectors[c.n] operator(extensions.<=>) vectors[best]), 'NaN'), 0)
                       ) order by c.n
                   )
            into nearest
            from generate_subscripts(pool_ids, 1) as c (n);
        end loop;
    else
        select array_agg(n order by n) into chosen from generate_subscripts(pool_ids, 1) as n;
    end if;

    return query
        select a.id, a."docId", d."originalName", a.subject, a.level, a.chunk, a.meta, scores[c.n],
               distances[array_position(vector_ids, a.id)],
               array_position(vector_ids, a.id), array_position(text_ids, a.id)
        from unnest(chosen) with ordinality as c (n, place)
        join nexus.knowledge_assets as a on a.id = pool_ids[c.n]
        join nexus.user_documents as d on d.id = a."docId"
        order by c.place;
end
$$;
