begin;
select plan(1);

select test.learn_world();

create temporary table counted (relation text, rows bigint);

do $$
declare
    relation text;
begin
    for relation in select "table" from test.tables('learn') where kind in ('table', 'partitioned table') loop
        execute format('insert into counted select %L, count(*) from learn.%1$I', relation);
    end loop;
end
$$;

select is_empty(
    $$select relation from counted where rows = 0 and relation !~ '^learning_analytics_'$$,
    'the fixtures put a row into every table of learn'
);

select * from finish();
rollback;
