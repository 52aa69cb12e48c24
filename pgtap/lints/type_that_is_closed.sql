begin;
select plan(2);

-- A column of a type that its reader may not use is of no use; what may be read is decided by the table.
create function pg_temp.closed()
returns setof text
language sql
as $$
    select t.oid::regtype::text
    from pg_type as t
    join test.linted_schemas() as s on s.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r')
      and not exists (
          select from aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) as a
          where a.grantee = 0 and a.privilege_type = 'USAGE'
      )
$$;

select is_empty('select * from pg_temp.closed()', 'every enum and domain may be used by everybody');

create schema planted;
create type planted.colour as enum ('red');
create type planted.shape as enum ('round');
revoke usage on type planted.colour from public;

select results_eq('select * from pg_temp.closed()', $$values ('planted.colour')$$, 'a type that is closed is found');

select * from finish();
rollback;
