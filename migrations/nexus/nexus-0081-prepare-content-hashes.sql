-- depends: nexus-0080-say-where-embeddings-come-from
--
-- The procedure that fills "contentHash" in batches, each a transaction of its own, so that no row is locked for
-- long and an interruption loses nothing. It has no SET clause, because a procedure with one may not commit;
-- every name in it is qualified.
--
-- Locks nothing, rewrites nothing, loses nothing.

create procedure nexus."fill_contentHash"(batch integer)
    language plpgsql
    security invoker
as $$
declare
    relation text;
    filled bigint;
begin
    foreach relation in array array['memories', 'knowledge_assets'] loop
        loop
            -- The trigger computes the hash of each row that is touched.
            execute pg_catalog.format(
                'update nexus.%I set "contentHash" = null
                 where id in (select id from nexus.%1$I where "contentHash" is null limit $1)', relation
            ) using batch;
            get diagnostics filled = row_count;
            commit;
            exit when filled = 0;
        end loop;
    end loop;
end
$$;

comment on procedure nexus."fill_contentHash"(integer) is
    'Hashes the texts written before there was a trigger, a batch a transaction. Needed once.';

revoke execute on procedure nexus."fill_contentHash"(integer) from public;
