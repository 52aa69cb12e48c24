begin;
select plan(5);

select test.nexus_chunk('a', 'Les élèves dérivent.', 0);

select is(words, '''derivent'':3 ''elev'':2 ''le'':1'::tsvector, 'a chunk is cut into words when it is written')
from nexus.knowledge_assets;

update nexus.knowledge_assets set chunk = 'The students run.', subject = 'ANGLAIS';

select is(words, '''run'':3 ''student'':2'::tsvector, 'and again when it or its language changes')
from nexus.knowledge_assets;

update nexus.knowledge_assets set words = 'forged';

select is(words, '''run'':3 ''student'':2'::tsvector, 'whatever a client sends')
from nexus.knowledge_assets;

select test.uses_index(
    $$select id from nexus.knowledge_assets where words @@ 'run'::tsquery$$, 'knowledge_assets_words_idx',
    'a word is found by the index'
);

select test.uses_index(
    $$select count(*) from nexus.knowledge_assets where subject = 'SVT' and level = 'Premiere'$$,
    'knowledge_assets_subject_level_idx',
    'and the chunks of a subject and level by theirs'
);

select * from finish();
rollback;
