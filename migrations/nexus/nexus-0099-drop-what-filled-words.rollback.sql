set local role nexus_owner;

create procedure nexus.fill_words(batch integer)
    language plpgsql
    security invoker
as $$
declare
    filled bigint;
begin
    loop
        -- The trigger computes the words of each row that is touched.
        update nexus.knowledge_assets set words = null
        where id in (select id from nexus.knowledge_assets where words is null limit batch);
        get diagnostics filled = row_count;
        commit;
        exit when filled operator(pg_catalog.=) 0;
    end loop;
end
$$;

comment on procedure nexus.fill_words(integer) is
    'Finds the words of chunks written before there was a trigger, a batch a transaction. Needed once.';
