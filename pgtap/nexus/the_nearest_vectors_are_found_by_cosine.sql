begin;
select plan(6);

-- A thousand rows are enough for the planner, twenty embeddings for the index: one of nothing but zeros has no
-- direction, so no cosine, and is not in it; nor is a missing one.
select test.nexus_parent('parent'), test.nexus_student('pupil', 'parent');
insert into nexus.user_documents (id, "originalName", mime, "storageKey")
    values ('doc', 'a.pdf', 'application/pdf', 'k');

create temporary table directions as
    select n, (array_fill(cos(n * 0.07)::real, array[768]) || array_fill(sin(n * 0.07)::real, array[768]))
                  ::extensions.vector as embedding
    from generate_series(1, 20) as n;

insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
    select 'k' || n, 'doc', 'NSI', 'Terminale', 'chunk ' || n, 1, embedding, '{}'::jsonb from directions
    union all
    select 'zero' || n, 'doc', 'NSI', 'Terminale', 'zero', 1, array_fill(0::real, array[1536])::extensions.vector, '{}'
    from generate_series(1, 1500) as n;
insert into nexus.memories (id, "studentId", kind, content, embedding)
    select 'm' || n, 'pupil', 'EPISODIC'::nexus."MemoryKind", 'memory ' || n, embedding from directions
    union all
    select 'none' || n, 'pupil', 'EPISODIC', 'none', null from generate_series(1, 4000) as n;

analyze nexus.knowledge_assets, nexus.memories;

prepare nearest_chunks as
    select id from nexus.knowledge_assets
    order by embedding operator(extensions.<=>) (select embedding from directions where n = 7) limit 3;
prepare nearest_memories as
    select id from nexus.memories
    order by embedding operator(extensions.<=>) (select embedding from directions where n = 7) limit 3;

select test.uses_index(
    'execute nearest_chunks', 'knowledge_assets_embedding_idx',
    'the chunks nearest to a question are found by the index'
);
select test.uses_index(
    'execute nearest_memories', 'memories_embedding_idx',
    'the memories nearest to a question are found by the index'
);
select results_eq(
    $$select id from (select id from nexus.knowledge_assets
        order by embedding operator(extensions.<=>) (select embedding from directions where n = 7) limit 1) as first$$,
    $$values ('k7')$$,
    'the nearest chunk is the one in the same direction'
);
select set_eq('nearest_chunks', array['k6', 'k7', 'k8'], 'its neighbours come next');
select set_eq('nearest_memories', array['m6', 'm7', 'm8'], 'so it is with memories');

update nexus.memories set embedding = (embedding::real[]::extensions.vector) where id = 'm7';
select set_eq('nearest_memories', array['m6', 'm7', 'm8'], 'an embedding that is written anew is found');

select * from finish();
rollback;
