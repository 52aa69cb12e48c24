begin;
select plan(14);

select test.nexus_acts(test.nexus_user('reader', 'ELEVE'));
select test.nexus_chunk('a', 'Le graphe', 0);

select throws_ok(
    format($$select * from nexus.search_knowledge('graphe', k => %s)$$, wrong),
    'NXF01', format('k is %s: a search has 1 to 50 results', wrong), format('k is not %s', wrong)
) from unnest(array['0', '51', 'NULL']) as wrong;
select lives_ok(
    format($$select * from nexus.search_knowledge('graphe', k => %s)$$, right_k), format('k may be %s', right_k)
) from unnest(array[1, 50]) as right_k;
select throws_ok(
    format('select * from nexus.search_knowledge(%L)', nothing),
    'NXF02', 'there are neither words nor an embedding to search for', format('nothing is searched for with %L', nothing)
) from unnest(array[null, ' ']) as nothing;
select throws_ok(
    $$select * from nexus.search_knowledge(null, '[1,2]'::extensions.vector)$$,
    'NXF02', 'the embedding has 2 numbers, those of the library have 1536', 'an embedding has 1536 numbers'
);
select throws_ok(
    $$select * from nexus.search_knowledge(null, array_fill(0::real, array[1536])::extensions.vector)$$,
    'NXF02', 'the embedding has no direction: all its numbers are zero', 'and a direction'
);
select throws_ok(
    'select * from nexus.search_knowledge(''graphe'', ' || wrong || ')',
    'NXF03', null, format('%s makes no ranking', wrong)
) from unnest(array[
    'vector_weight => -1', 'vector_weight => 0, text_weight => 0', 'text_weight => ''infinity''', 'rrf_k => 0',
    'diversity => 1.1'
]) as wrong;

select * from finish();
rollback;
