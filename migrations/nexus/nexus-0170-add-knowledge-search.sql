-- depends: nexus-0158-validate-checks-of-scores
--
-- The search of the library, for the assistant and for people: who asks, first; then what is near in meaning (vectors, by
-- cosine) and what shares words (full text), fused by reciprocal rank.
--
-- Who may read a document: ADMIN and ASSISTANTE every one, everybody what the staff put into the library and what is
-- their own. Nobody else's upload is ever among the candidates: the documents are chosen before anything is ranked.
--
-- Vectors. HNSW filters what it has found; a filter that hides much would leave fewer results than there are. So:
--   few rows pass the filters    they are all compared, exactly;
--   many do                      the graph is walked on (iterative scan) until enough of them are found;
--   the walk gave up too early   they are all compared after all.
-- A filter therefore never costs results. The settings are the function's own and end with it.
--
-- Text. All words first, then those with some of them, by ts_rank; with quotes, OR or a minus the query is taken at
-- its word. Each chunk is asked in its own language.
--
-- Reciprocal rank fusion: Σ weight / (rrf_k + rank) over the two lists (Cormack, Clarke and Büttcher, SIGIR 2009; 60 is
-- theirs). Ranks need no common scale, which a cosine and a ts_rank do not have. Maximal marginal relevance: Carbonell
-- and Goldstein, SIGIR 1998.
--
-- The function runs as nexus_owner, since row security keeps operators that are not leakproof from using an index; that
-- is why access is a condition of its own here. Dynamic SQL: each plan is made for the filters that are given.
--
-- Errors: NXF01 k, NXF02 nothing to search for, NXF03 weights; NX001 nobody acts.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXF01', 'The number of results is out of range.', 'Ask for 1 to 50.'),
    ('NXF02', 'There is nothing to search for.', 'Give words, or an embedding of 1536 numbers that are not all zero.'),
    ('NXF03', 'Weights or constants of the ranking are out of range.',
     'Weights are not negative and not both zero, rrf_k is at least 1, diversity is 0 to 1.');

create function nexus.may_read_document(
    owner_id text, owner_role text, reader_id text, reader_role nexus."UserRole"
) returns boolean
    language sql
    immutable
    parallel safe
    security invoker
    return coalesce(
        reader_role in ('ADMIN', 'ASSISTANTE')
        or owner_id = reader_id
        or owner_role in ('ADMIN', 'ASSISTANTE', 'COACH'),
        false
    );

comment on function nexus.may_read_document(text, text, text, nexus."UserRole") is
    'Whether somebody in a role may read a document of an owner in a role: the staff''s are the library, others their own.';

create function nexus.words_query(configuration regconfig, words text, every_word boolean) returns tsquery
    language plpgsql
    immutable
    parallel safe
    security invoker
    set search_path = ''
as $$
declare
    -- French stop words that were typed without their accents, and two that the server's list lacks.
    leaked constant tsvector := to_tsvector('nexus.french',
        'les a meme etee etees etes etant etante etants etantes etais etait etions etiez etaient '
        'fumes futes fut eumes eutes eut');
begin
    if words ~ '"|(^|\s)-\w|\s[oO][rR]\s' then
        return websearch_to_tsquery(configuration, words);
    end if;
    return (
        select string_agg(
                   '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''',
                   case when every_word then ' & ' else ' | ' end
               )::tsquery
        from unnest(to_tsvector(configuration, words))
        where configuration <> 'nexus.french'::regconfig or lexeme <> all (tsvector_to_array(leaked))
    );
end
$$;

comment on function nexus.words_query(regconfig, text, boolean) is
    'A query for chunks with any, or every one, of these words; with quotes, OR or a minus, what websearch_to_tsquery() makes of them. '
    'NULL when nothing but stop words was given.';

-- Loads the library of the extension: before that its settings are unknown, and only a superuser could name them.
do $$
begin
    perform '[1]'::extensions.vector;
end
$$;

create function nexus.search_knowledge(
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

comment on function nexus.search_knowledge(
    text, extensions.vector, integer, text, text, double precision, double precision, integer, double precision, text
) is
    'The k chunks of the library (1 to 50, 8 by default) that answer best, among those the actor may read: by meaning where '
    'an embedding is given, by words where words are, fused by reciprocal rank. of_subject and of_level filter; diversity '
    'above 0 prefers chunks unlike those before. Fewer than k only where fewer match. Raises NX001, NXF01, NXF02, NXF03.';

grant execute on function nexus.search_knowledge(
    text, extensions.vector, integer, text, text, double precision, double precision, integer, double precision, text
) to nexus_app, nexus_user;
