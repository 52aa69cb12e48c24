begin;
select plan(1);

select test.nexus_world();

create temporary table counted (relation text, rows bigint);

do $$
declare
    relation text;
begin
    for relation in select "table" from test.tables('nexus') where kind = 'table' loop
        execute format('insert into counted select %L, count(*) from nexus.%1$I', relation);
    end loop;
end
$$;

select is_empty(
    $$
        select relation from counted where rows = 0
        -- What functions alone fill is tried where these are.
        except values ('aria_requests'), ('ingest_chunks'), ('ingest_works'), ('payment_orders'), ('provider_events'), ('provider_secrets')
    $$,
    'the fixtures put a row into every table of nexus'
);

select * from finish();
rollback;
