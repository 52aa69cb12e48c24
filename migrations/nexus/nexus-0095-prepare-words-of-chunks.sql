-- depends: nexus-0094-add-text-search-configurations platform-0035-take-back-one-description
--
-- Beside each chunk its words, computed by a trigger and not by the query: ranking ten thousand chunks that match would
-- otherwise mean to cut them all into words again. Not a generated column, because adding one rewrites the table behind
-- an ACCESS EXCLUSIVE lock. The application does not know the column and goes on writing without it.
--
-- And the procedure that fills it for the rows that are there, in batches, each a transaction of its own. It has no SET
-- clause, because a procedure with one may not commit; every name in it is qualified.
--
-- ACCESS EXCLUSIVE on knowledge_assets for an instant: a nullable column rewrites nothing. The words of the rows that are
-- there follow in batches.

set local role nexus_owner;

alter table nexus.knowledge_assets
    add column words tsvector;

comment on column nexus.knowledge_assets.words is
    'The words of the chunk, in the language that nexus.text_configuration() names; kept by a trigger.';

select privacy.describe_column('nexus.knowledge_assets', 'words', 'none');

create function nexus.knowledge_assets_set_words() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new.words := to_tsvector(nexus.text_configuration(new.subject, new.meta), new.chunk);
    return new;
end
$$;

comment on function nexus.knowledge_assets_set_words() is
    'BEFORE INSERT OR UPDATE row trigger: words are those of chunk, whatever the client sends.';

create trigger set_words
    before insert or update of chunk, subject, meta, words on nexus.knowledge_assets
    for each row execute function nexus.knowledge_assets_set_words();

create procedure nexus.fill_words(batch integer)
    language plpgsql
    security invoker
as $$
declare
    ids text[];
    last text := '';
begin
    loop
        ids := array(
            select a.id from nexus.knowledge_assets as a where a.id operator(pg_catalog.>) last
            order by a.id limit batch
        );
        exit when ids operator(pg_catalog.=) '{}';
        -- The trigger computes the words of each row that is touched.
        update nexus.knowledge_assets set words = null
        where id operator(pg_catalog.=) any (ids) and words is null;
        commit;
        last := ids[pg_catalog.cardinality(ids)];
    end loop;
end
$$;

comment on procedure nexus.fill_words(integer) is
    'Finds the words of chunks written before there was a trigger, a batch a transaction. Needed once.';
