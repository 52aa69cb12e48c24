begin;
select plan(11);

select test.nexus_acts(test.nexus_user('reader', 'ELEVE'));
select test.nexus_chunk('near', 'Un graphe a des sommets.', 10),
       test.nexus_chunk('both', 'La dérivée d''un produit de fonctions.', 20),
       test.nexus_chunk('word', 'Dérivée de dérivée.', 90),
       test.nexus_chunk('far', 'La rime est riche.', 170);

create function pg_temp.found(words text, degrees double precision, variadic more double precision[] default '{1,1,60,0}')
returns text language sql as $$
    select string_agg(s.id, ' ')
    from nexus.search_knowledge(
        words, case when degrees is not null then test.direction(degrees) end, vector_weight => more[1], text_weight => more[2], rrf_k => more[3]::integer,
        diversity => more[4]
    ) as s
$$;

select is(pg_temp.found(null, 0), 'near both word far', 'by an embedding alone: the nearest first');
select is(pg_temp.found('dérivée', null), 'word both', 'by words alone: the one that says it most first');
select is(pg_temp.found('dérivée', 0), 'word both near far', 'by both: what is good in both lists comes first');
select is(pg_temp.found('dérivée', 0, 1, 0, 60, 0), 'near both word far', 'words without weight count for nothing');
select is(pg_temp.found('dérivée', 0, 0, 1, 60, 0), 'word both', 'nor does meaning without weight');
select is(pg_temp.found('dérivée', 0, 1, 9, 60, 0), 'word both near far', 'a weight moves the order');

select is(
    (select string_agg(format('%s %s %s', s.id, coalesce(s.vector_rank::text, '-'), coalesce(s.text_rank::text, '-')), ', ')
     from nexus.search_knowledge('dérivée', test.direction(0)) as s),
    'word 3 1, both 2 2, near 1 -, far 4 -',
    'each result says which place it has in which list'
);

select ok(
    (select bool_and(abs(s.score - coalesce(1.0 / (60 + s.vector_rank), 0) - coalesce(1.0 / (60 + s.text_rank), 0)) < 1e-12)
     from nexus.search_knowledge('dérivée', test.direction(0)) as s),
    'the score is the sum of weight / (rrf_k + rank)'
);

select test.nexus_chunk('twin', 'Un graphe a des sommets.', 10.01);

select is(pg_temp.found(null, 0), 'near twin both word far', 'two chunks that say the same come together');
select is(pg_temp.found(null, 0, 1, 1, 60, 0.9), 'near far word both twin', 'unless diversity is asked for');

select is(
    (select count(*) from nexus.search_knowledge('dérivée', test.direction(0), k => 1)), 1::bigint,
    'no more than k are found'
);

select * from finish();
rollback;
