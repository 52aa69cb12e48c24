begin;
select plan(9);

select test.nexus_acts(test.nexus_user('reader', 'ELEVE'));
select test.nexus_chunk('noise' || n, 'Le graphe est ici', n % 10, subject => 'SES') from generate_series(1, 60) as n;
select test.nexus_chunk('a', 'Le graphe', 60), test.nexus_chunk('b', 'Le graphe', 70, level => 'Premiere'),
       test.nexus_chunk('c', 'Le graphe', 80, subject => 'SVT'), test.nexus_chunk('d', 'La rime', 90);

select set_eq(
    $$select id from nexus.search_knowledge(null, test.direction(0), of_subject => 'NSI')$$, array['a', 'b', 'd'],
    'chunks of a subject are found past sixty that are nearer'
);
select set_eq(
    $$select id from nexus.search_knowledge('graphe', of_subject => 'NSI')$$, array['a', 'b'],
    'so it is with words'
);
select set_eq(
    $$select id from nexus.search_knowledge('graphe', test.direction(0), of_level => 'Premiere')$$, array['b'],
    'a level filters as well'
);
select set_eq(
    $$select id from nexus.search_knowledge('graphe', test.direction(0), of_subject => 'SVT', of_level => 'Premiere')$$,
    '{}'::text[],
    'and both together'
);
select is(
    (select count(*) from nexus.search_knowledge('graphe', test.direction(0), k => 50)), 50::bigint,
    'fifty are found where there are more'
);
select is(
    (select count(*) from nexus.search_knowledge('graphe', test.direction(0))), 8::bigint,
    'eight unless somebody asks for another number'
);

update nexus.knowledge_assets set model = 'another' where id = 'a';

select set_eq(
    $$select id from nexus.search_knowledge(null, test.direction(0), of_subject => 'NSI')$$, array['b', 'd'],
    'vectors of another model are not compared'
);
select set_eq(
    $$select id from nexus.search_knowledge(null, test.direction(0), embedding_model => 'another')$$, array['a'],
    'unless they are asked for'
);

-- More rows than are compared one by one, and an index that holds none of them: vectors of zeros have no direction.
insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
    select 'zero' || n, 'library', 'NSI', 'Terminale', 'zéro', 1, z.embedding, '{}'
    from generate_series(1, 2001) as n, (select array_fill(0::real, array[1536])::extensions.vector as embedding) as z;

select set_eq(
    $$select id from nexus.search_knowledge(null, test.direction(0), of_subject => 'NSI')$$, array['b', 'd'],
    'where the walk through the index ends too early, the rest is compared'
);

select * from finish();
rollback;
