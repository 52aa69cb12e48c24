begin;
select plan(18);

select test.nexus_acts(test.nexus_user('reader', 'ELEVE'));
select test.nexus_chunk('derive', 'Même en été, les élèves dérivent l''équation.', 0),
       test.nexus_chunk('oeuvre', 'Une œuvre d''art naïve.', 0),
       test.nexus_chunk('english', 'The students were running to the café.', 0, subject => 'ANGLAIS'),
       test.nexus_chunk('marked', 'Running costs.', 0, subject => 'SES', meta => '{"language": "en"}'),
       test.nexus_chunk('french', 'Traduire : running.', 0, subject => 'ANGLAIS', meta => '{"language": "fr"}'),
       test.nexus_chunk('horses', 'Des chevaux.', 0, subject => 'ANGLAIS', meta => '{"language": "French"}');

create function pg_temp.found(words text) returns text language sql as $$
    select string_agg(s.id, ' ' order by s.id) from nexus.search_knowledge(words) as s
$$;

select is(pg_temp.found('eleve'), 'derive', 'without an accent');
select is(pg_temp.found('ÉQUATIONS'), 'derive', 'in capitals and in the plural');
select is(pg_temp.found('Comment dériver une équation ?'), 'derive', 'in a question');
select is(pg_temp.found('oeuvres'), 'oeuvre', 'with the letters of a ligature');
select is(pg_temp.found('run'), 'english marked', 'English endings in texts of a subject or a language that is English');
select is(pg_temp.found('cheval'), 'horses', 'French endings where the language is French, though its name has an "en" in it');
select is(pg_temp.found('cafe student'), 'english', 'English words without accents');
select is(pg_temp.found('running'), 'english french marked', 'the same word in both languages, each read in its own');
select is(pg_temp.found('même'), null, 'a stop word with an accent finds nothing');
select is(pg_temp.found('meme'), null, 'nor does it without the accent');
select is(pg_temp.found('été'), null, 'nor does another');
select is(pg_temp.found('les a'), null, 'nor do those that the list of the server lacks');
select is(pg_temp.found('même les élèves'), 'derive', 'beside other words they do no harm');
select is(pg_temp.found('élève -équation'), null, 'a minus excludes');
select is(pg_temp.found('"dérivent l''équation"'), 'derive', 'quotes keep words together');
select is(pg_temp.found('art OR équation'), 'derive oeuvre', 'OR is understood');
select lives_ok(
    $$select * from nexus.search_knowledge(E'l''œuvre \\ '' & | ! ( ) : * <-> art')$$,
    'what would be an operator is a word'
);

select set_eq(
    $$
        select configuration, array_to_string(dictionaries, ' '), string_agg(token, ' ' order by token)
        from test.text_search_mappings('nexus')
        group by configuration, dictionaries
    $$,
    $$values
        ('french', 'nexus.french_stop extensions.unaccent french_stem',
         'asciihword asciiword hword hword_asciipart hword_part word'),
        ('french', 'simple', 'email file float host hword_numpart int numhword numword sfloat uint url url_path version'),
        ('english', 'extensions.unaccent english_stem', 'asciihword asciiword hword hword_asciipart hword_part word'),
        ('english', 'simple', 'email file float host hword_numpart int numhword numword sfloat uint url url_path version')
    $$,
    'there are two configurations, and each word goes through these dictionaries'
);

select * from finish();
rollback;
