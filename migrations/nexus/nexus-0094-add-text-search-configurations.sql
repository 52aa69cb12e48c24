-- depends: nexus-0093-audit-rights-and-money
--
-- How texts are cut into words for search: French and English, without accents, without endings, without the words that
-- stand in every sentence. A pupil who types "derivee" finds "dérivée".
--
-- Stop words come first. After unaccent the list of the server would not know its own words again ("même", "été"), and
-- they would be indexed; so a dictionary that only stops them is asked before. Somebody who types "meme" gets past both; a
-- query leaves such words out, see nexus.words_query(). A list of our own would need a file on the server.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create text search dictionary nexus.french_stop (template = pg_catalog.simple, stopwords = french, accept = false);

comment on text search dictionary nexus.french_stop is
    'Stops the French stop words, spelled with their accents, and passes everything else on.';

create text search configuration nexus.french (copy = pg_catalog.french);

alter text search configuration nexus.french
    alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part
    with nexus.french_stop, extensions.unaccent, pg_catalog.french_stem;

comment on text search configuration nexus.french is
    'French words without accents and endings, and without stop words.';

create text search configuration nexus.english (copy = pg_catalog.english);

alter text search configuration nexus.english
    alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part
    with extensions.unaccent, pg_catalog.english_stem;

comment on text search configuration nexus.english is
    'English words without accents and endings, and without stop words.';

create function nexus.text_configuration(subject text, meta jsonb) returns regconfig
    language sql
    immutable
    parallel safe
    security invoker
    return case
        when meta ->> 'language' ~* '^en' then 'nexus.english'::regconfig
        when (meta ->> 'language') is null and subject = 'ANGLAIS' then 'nexus.english'::regconfig
        else 'nexus.french'::regconfig
    end;

comment on function nexus.text_configuration(text, jsonb) is
    'In which language a text of the library is read: as meta says ("language": "en"), else English for the subject '
    'ANGLAIS and French for every other.';

grant execute on function nexus.text_configuration(text, jsonb) to nexus_app;
