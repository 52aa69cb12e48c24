-- pgassay: live
begin;
select plan(4);

select is_empty(
    $$
        select lint from test.excuses()
        where to_regprocedure(format('test.lint_%s()', lint)) is null or reason !~ '\S'
    $$,
    'every excuse is from a lint that exists, and gives a reason'
);

select is_empty(
    $$
        select object from test.excuses()
        where case when lint = 'function_with_mutable_search_path' then to_regprocedure(object) is null end
    $$,
    'every excused function exists'
);

select is_empty(
    $$
        select object from test.excuses()
        where lint = 'foreign_key_without_index'
          and object not in (
              select conrelid::regclass::text || '.' || quote_ident(conname) from pg_constraint where contype = 'f'
          )
    $$,
    'every excused foreign key exists'
);

select is_empty(
    $$select object from test.excuses() where case when lint = 'definer_view' then to_regclass(object) is null end$$,
    'every excused view exists'
);

select * from finish();
rollback;
