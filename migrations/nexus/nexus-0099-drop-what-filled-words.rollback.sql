set local role nexus_owner;

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
