begin;
select plan(1);

create domain pg_temp.word as text;
create domain pg_temp.words as text[];
create domain pg_temp.count as integer;

select set_eq(
    $$
        select type::text from unnest(array[
            'text', 'varchar', 'text[]', 'jsonb', 'json', 'xml', 'extensions.hstore', 'pg_temp.word', 'pg_temp.words', 'name', 'integer', 'integer[]', 'pg_temp.count'
        ]::regtype[]) as type
        where privacy.is_text(type)
    $$,
    $$select unnest(array['text', 'varchar', 'text[]', 'jsonb', 'json', 'xml', 'extensions.hstore', 'pg_temp.word', 'pg_temp.words']::regtype[])::text$$,
    'what may hold words is text, an array of it or a document, under a name of its own, too'
);

select * from finish();
rollback;
