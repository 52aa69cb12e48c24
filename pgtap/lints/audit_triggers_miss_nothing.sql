begin;
select plan(3);

-- audit.watched says what is watched; that its triggers fire, for every event and every row, stands in these.
create function pg_temp.weak()
returns table (on_table text, trigger text)
language sql
as $$
    select t.tgrelid::regclass::text, t.tgname::text
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    where t.tgname in ('audit_changes', 'audit_truncate')
      and not (
          t.tgenabled = 'O' and t.tgqual is null and t.tgattr = ''::int2vector
          and t.tgtype = case t.tgname
              when 'audit_changes' then 1 + 4 + 8 + 16  -- after, for each row: insert, delete, update
              else 32                                   -- after, for each statement: truncate
          end
      )
$$;

select is_empty('select * from pg_temp.weak()', 'every change of a watched row is recorded');

select is_empty(
    $$
        select t.tgrelid::regclass
        from pg_trigger as t
        join pg_class as c on c.oid = t.tgrelid
        where t.tgname = 'audit_changes' and not c.relispartition
          and not exists (
              select from pg_trigger as o where o.tgrelid = t.tgrelid and o.tgname = 'audit_truncate'
          )
    $$,
    'a watched table that is emptied is recorded'
);

create table pg_temp.things (id integer);
create function pg_temp.nothing() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger audit_changes after insert or delete on things for each row execute function pg_temp.nothing();

select is((select count(*) from pg_temp.weak()), 1::bigint, 'one that misses updates is found');

select * from finish();
rollback;
