alter table nexus.user_documents
    drop constraint "user_documents_contentHash_is_a_sha256";

alter table nexus.knowledge_assets
    drop constraint knowledge_assets_dimensions_is_that_of_embedding,
    drop constraint "knowledge_assets_contentHash_is_there";

alter table nexus.memories
    drop constraint memories_dimensions_is_that_of_embedding,
    drop constraint "memories_contentHash_is_there";

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
