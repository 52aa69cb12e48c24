-- depends: learn-0085-keep-analytics
--
-- How texts are cut into words for search: French and English, without accents, without endings, without the words that
-- stand in every sentence. Stop words come first: after unaccent the server's list would not know its own words again.
--
-- A document is a function of the row and not a column: a generated column would write the tables anew, and published
-- lessons do not change. A word in the title weighs more than one in the description, and that more than one in the text.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

create text search dictionary learn.french_stop (template = pg_catalog.simple, stopwords = french, accept = false);

comment on text search dictionary learn.french_stop is
    'Stops the French stop words, spelled with their accents, and passes everything else on.';

create text search configuration learn.french (copy = pg_catalog.french);

alter text search configuration learn.french
    alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part
    with learn.french_stop, extensions.unaccent, pg_catalog.french_stem;

comment on text search configuration learn.french is
    'French words without accents and endings, and without stop words.';

create text search configuration learn.english (copy = pg_catalog.english);

alter text search configuration learn.english
    alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part
    with extensions.unaccent, pg_catalog.english_stem;

comment on text search configuration learn.english is
    'English words without accents and endings, and without stop words.';

create function learn.text_of(content jsonb) returns text
    language sql
    immutable
    parallel safe
    security invoker
    return (
        select coalesce(left(string_agg(s.value #>> '{}', ' '), 100000), '')
        from jsonb_path_query(content, 'strict $.** ? (@.type() == "string")') as s (value)
    );

comment on function learn.text_of(jsonb) is
    'The texts in a lesson''s content, one after the other, without its keys.';

create function learn.text_configuration(language text) returns regconfig
    language sql
    immutable
    parallel safe
    security invoker
    return case when language = 'fr' then 'learn.french'::regconfig else 'learn.english'::regconfig end;

comment on function learn.text_configuration(text) is
    'How a text in this language is read.';

create function learn.search_document(language text, title text, description text, body text) returns tsvector
    language sql
    immutable
    parallel safe
    security invoker
    return setweight(to_tsvector(learn.text_configuration(language), title), 'A')
        || setweight(to_tsvector(learn.text_configuration(language), description), 'B')
        || setweight(to_tsvector(learn.text_configuration(language), left(body, 100000)), 'C');

comment on function learn.search_document(text, text, text, text) is
    'The words of a text with their weights: title A, description B, body C.';

-- Whoever writes a row computes its index entries.
grant execute on function
    learn.text_of(jsonb), learn.text_configuration(text), learn.search_document(text, text, text, text)
    to learn_app, learn_user;
