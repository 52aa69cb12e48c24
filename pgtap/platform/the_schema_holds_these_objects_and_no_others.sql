begin;
select plan(6);

select is_empty(
    $$select * from test.tables('platform')$$,
    'platform has no table, view or sequence'
);

select is_empty(
    $$select typname::text from pg_type where typnamespace = 'platform'::regnamespace$$,
    'platform has no type'
);

select set_eq(
    $$select * from test.functions('platform')$$,
    $$values
        ('platform.actor_id()', 'text', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.new_text_id()', 'text', 'sql', 'volatile', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.new_uuid()', 'uuid', 'sql', 'volatile', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.set_updated_at()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('platform."set_updatedAt"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""')
    $$,
    'platform has these functions, declared like this'
);

select is_empty(
    $$select * from test.without_comment('platform')$$,
    'everything in platform says what it is for'
);

select isnt(
    obj_description('extensions'::regnamespace, 'pg_namespace'), null,
    'schema extensions says what it is for'
);

select is_empty(
    $$
        select c.oid::regclass::text from pg_class as c
        where c.relnamespace = 'extensions'::regnamespace
          and not exists (select from pg_depend as d where d.objid = c.oid and d.deptype = 'e')
          and c.relkind not in ('i', 'I', 't')
        union all
        select p.oid::regprocedure::text from pg_proc as p
        where p.pronamespace = 'extensions'::regnamespace
          and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e')
    $$,
    'schema extensions holds nothing but extensions'
);

select * from finish();
rollback;
